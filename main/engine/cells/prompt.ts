import type { PromptBody } from "#shared/cells/prompt.ts";
import type { CellRunner } from "./cell-runner.ts";

/** A prompt is read by the cells that name it and yields nothing itself. */
export const runPrompt: CellRunner<PromptBody> = { type: "none" };
