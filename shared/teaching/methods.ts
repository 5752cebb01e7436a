import { answerMethod } from "./answer.ts";
import { backtranslateMethod } from "./backtranslate.ts";
import { bestOfNMethod } from "./best-of-n.ts";
import { documentsMethod } from "./documents.ts";
import { editMethod } from "./edit.ts";
import { evolInstructMethod } from "./evol-instruct.ts";
import { magpieMethod } from "./magpie.ts";
import type { TeachingMethod } from "./method.ts";
import { multiTurnMethod } from "./multi-turn.ts";
import { personaMethod } from "./persona.ts";
import { selfInstructMethod } from "./self-instruct.ts";

/** Every method of a teacher, in the order the form offers them. */
export const teachingMethods: readonly TeachingMethod[] = [
  answerMethod,
  selfInstructMethod,
  evolInstructMethod,
  personaMethod,
  magpieMethod,
  backtranslateMethod,
  documentsMethod,
  multiTurnMethod,
  editMethod,
  bestOfNMethod,
];

/** The method of that name. */
export function teachingMethod(name: string): TeachingMethod {
  return teachingMethods.find((method) => method.name === name) ?? answerMethod;
}
