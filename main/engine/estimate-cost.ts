import type { ModelDescription } from "#shared/contract/models.ts";
import { readAnswer } from "#shared/journal/answer.ts";
import type { CallRequest } from "#shared/journal/call.ts";
import type { CostRange } from "#shared/journal/entries.ts";
import type { CallCount } from "./count-calls.ts";
import type { EngineParts } from "./parts/engine-parts.ts";
import type { Journal } from "./parts/journal.ts";

// Without earlier answers or max_tokens nothing bounds a reply; this is a common default of chat endpoints.
const assumedMaxTokens = 1024;

type Tokens = { readonly prompt: number; readonly completion: number };

type EstimateParts = {
  readonly models: EngineParts["models"];
  readonly journal: Pick<Journal, "read">;
  /** What a call costs against an ordinary one. */
  readonly shareOf: (model: ModelDescription) => number;
};

/**
 * What the calls of a plan cost, in US dollars. A first request's prompt is known; its reply is as long as earlier ones were, give
 * or take a quarter, or anything up to max_tokens. A later request is like earlier ones of its kind; without any, the fewest cost
 * nothing that could be told, and the most hold a first prompt and a whole reply. Null where no price is known.
 */
export async function estimateCost(
  count: CallCount,
  descriptions: ReadonlyMap<string, ModelDescription>,
  { models, journal, shareOf }: EstimateParts,
): Promise<CostRange> {
  const laterKeys = new Set(count.laterCachedKeys);
  const firstSeen = await meanTokens(
    count.cachedKeys.filter((key) => !laterKeys.has(key)),
    journal,
  );
  const laterSeen = await meanTokens(count.laterCachedKeys, journal);
  let low = 0;
  let high = 0;
  for (const [model, { first, later }] of count.byModel) {
    const description = descriptions.get(model);
    if (description === undefined) return null;
    if (description.inputUsdPerMillion === 0 && description.outputUsdPerMillion === 0) continue;
    const own = count.sample.filter((request) => request.model === model);
    // A model that is only asked later has no request yet: those of the others are about as long.
    const sample = own.length > 0 ? own : count.sample;
    const prompt = mean(sample.map((request) => promptTokensOf(request, models)));
    const ceiling = sample[0]?.purpose === "embedding" ? 0 : (sample[0]?.parameters.max_tokens ?? assumedMaxTokens);
    const atMost = (seen: Tokens | null): number => (seen === null ? ceiling : Math.min(ceiling, seen.completion * 1.25));
    const prices = [
      { calls: first, tokens: { prompt, completion: (firstSeen?.completion ?? 0) * 0.8 } },
      { calls: later.least, tokens: { prompt: (laterSeen?.prompt ?? 0) * 0.8, completion: (laterSeen?.completion ?? 0) * 0.8 } },
      { calls: first, tokens: { prompt, completion: atMost(firstSeen) } },
      {
        calls: later.most ?? later.least,
        tokens: { prompt: laterSeen === null ? prompt + ceiling : laterSeen.prompt * 1.25, completion: atMost(laterSeen) },
      },
    ].map(({ calls, tokens }) => {
      const each = models.cost(description, tokens.prompt, tokens.completion);
      return each === null ? null : each * calls * shareOf(description);
    });
    const [firstLow, laterLow, firstHigh, laterHigh] = prices;
    if (firstLow == null || laterLow == null || firstHigh == null || laterHigh == null) return null;
    low += firstLow + laterLow;
    high += firstHigh + laterHigh;
  }
  return { low, high };
}

function promptTokensOf(request: CallRequest, models: EngineParts["models"]): number {
  return request.messages.reduce((sum, message) => sum + models.countTokens(message.content) + 4, 3);
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

const repliesSampled = 20;

/** Mean tokens of some calls that the journal already has the answers to; null when it has none. */
async function meanTokens(keys: readonly string[], journal: Pick<Journal, "read">): Promise<Tokens | null> {
  const seen: Tokens[] = [];
  for (const key of keys.slice(0, repliesSampled)) {
    const record = await journal.read(key);
    const reading = record?.outcome.type === "replied" ? readAnswer(record.outcome.body) : null;
    if (!reading?.ok || reading.answer.completionTokens === null) continue;
    seen.push({ prompt: reading.answer.promptTokens ?? 0, completion: reading.answer.completionTokens });
  }
  return seen.length === 0
    ? null
    : { prompt: mean(seen.map(({ prompt }) => prompt)), completion: mean(seen.map((each) => each.completion)) };
}
