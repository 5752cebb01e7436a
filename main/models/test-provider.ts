import { z } from "zod";
import type { ProviderSettings, ProviderTest } from "#shared/contract/models.ts";
import { judgeExchange } from "./classify.ts";
import type { ModelClient } from "./client.ts";
import type { Time } from "./time.ts";

const modelList = z.object({ data: z.array(z.object({ id: z.string() })) });

/** Asks a provider for its models and says in one sentence what came of it. */
export async function testProvider(
  provider: ProviderSettings,
  { client, key }: { readonly client: ModelClient; readonly key: string | null },
  time: Time,
  signal: AbortSignal,
): Promise<ProviderTest> {
  const startedAt = time.now();
  const exchange = await client.listModels(signal);
  const latencyMs = Math.round(time.now() - startedAt);
  const said = (ok: boolean, sentence: string, models: readonly string[] = []): ProviderTest => ({
    ok,
    sentence,
    models: [...models],
    latencyMs,
  });
  if (exchange.type === "reply" && exchange.reply.status === 200) {
    const models = readModels(exchange.reply.body);
    if (models === null) return said(false, `${provider.baseUrl} answers, but not as a model server: check that the base URL ends in /v1.`);
    const missing = provider.models.filter(({ name }) => !models.includes(name)).map(({ name }) => name);
    const counted = `${provider.id} answers with ${models.length} ${models.length === 1 ? "model" : "models"}`;
    return said(true, missing.length === 0 ? `${counted}.` : `${counted}; it does not list ${missing.join(", ")}.`, models);
  }
  const judgement = judgeExchange(exchange, key);
  if (judgement.type === "answered") return said(false, `${provider.baseUrl} answers, but not with a list of models.`);
  if (judgement.failure.cause === "unauthorised" && key === null)
    return said(false, `${provider.id} wants a key: enter one, or name the variable that holds it.`);
  return said(false, judgement.failure.sentence);
}

function readModels(body: string): readonly string[] | null {
  try {
    const read = modelList.safeParse(JSON.parse(body));
    return read.success ? read.data.data.map(({ id }) => id) : null;
  } catch {
    return null;
  }
}
