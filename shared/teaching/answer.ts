import type { TeachingMethod } from "./method.ts";

/** Each model answers the prompt of each row. */
export const answerMethod: TeachingMethod = {
  name: "answer",
  sentence: "Each model answers the prompt of each row.",
  citation: null,
  key: null,
  prompts: {},
  needsPrompt: true,
  from: "needed",
  yields: [],
  fields: [],
};
