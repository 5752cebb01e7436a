import type { JudgeBody } from "../cells/judge.ts";
import { defaultJudgePrompt } from "./default-judge-prompts.ts";
import { promptFormOf } from "./judge-prompts.ts";
import { defaultRubricPrompt } from "./rubric-judge.ts";

/** The prompt a judge cell uses where it names none, in full, with its placeholders: what a prompt of one's own can start from. */
export function judgePromptText(body: JudgeBody): string {
  return body.mode === "rubric" ? defaultRubricPrompt : defaultJudgePrompt(promptFormOf(body));
}
