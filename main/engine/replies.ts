import type { ModelDescription } from "#shared/contract/models.ts";
import { readAnswer } from "#shared/journal/answer.ts";
import type { CallOutcome, CallRecord, CallRequest } from "#shared/journal/call.ts";
import type { Reply } from "./cells/cell-runner.ts";
import type { ModelGateway } from "./parts/models.ts";

/** Reads a journal record as a reply. Truncated and filtered answers are answers; the cell decides. */
export function readReply(key: string, record: CallRecord): Reply {
  const { outcome } = record;
  if (outcome.type === "failed") {
    return { type: "failed", key, cause: outcome.failure.cause, sentence: outcome.failure.sentence, latencyMs: outcome.latencyMs };
  }
  const reading = readAnswer(outcome.body);
  if (!reading.ok) return { type: "failed", key, cause: "malformed", sentence: reading.sentence, latencyMs: outcome.latencyMs };
  return { type: "answered", key, record, answer: reading.answer, costUsd: record.costUsd ?? null, latencyMs: outcome.latencyMs };
}

/** Costs of outcomes by the registry's prices; null where no price or no usage is known. */
export function createCosting(
  models: Pick<ModelGateway, "cost">,
  descriptions: ReadonlyMap<string, ModelDescription>,
): (request: CallRequest, outcome: CallOutcome) => number | null {
  return (request, outcome) => {
    const description = descriptions.get(request.model);
    return description === undefined ? null : costOfReply(models, description, outcome);
  };
}

/** What one outcome costs by a model's price today; null where no price or no usage is known. */
export function costOfReply(models: Pick<ModelGateway, "cost">, description: ModelDescription, outcome: CallOutcome): number | null {
  if (outcome.type === "failed") return null;
  if (description.inputUsdPerMillion === 0 && description.outputUsdPerMillion === 0) return 0;
  const reading = readAnswer(outcome.body);
  if (!reading.ok || reading.answer.promptTokens === null) return null;
  return models.cost(description, reading.answer.promptTokens, reading.answer.completionTokens ?? 0);
}
