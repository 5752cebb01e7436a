import { answerMethod } from "./answer.ts";
import type { TeachingMethod } from "./method.ts";

/** Every method of a teacher, in the order the form offers them. */
export const teachingMethods: readonly TeachingMethod[] = [answerMethod];

/** The method of that name. */
export function teachingMethod(name: string): TeachingMethod {
  return teachingMethods.find((method) => method.name === name) ?? answerMethod;
}
