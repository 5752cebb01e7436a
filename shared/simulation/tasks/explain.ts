import { explanations } from "./facts.ts";
import type { TaskFamily } from "./task.ts";

/** Topics explained in one sentence, judged by the terms a right explanation names. */
export const explain: TaskFamily = {
  kind: "explanation",
  solve: (text) => {
    const said =
      /(?:explain|describe|define|what (?:is|causes))\s+(?:what )?(.+?)(?:\s+(?:is|means))?(?:\s+in (?:one|a|a single|simple|plain)\b|[.?]|$)/im
        .exec(text)?.[1]
        ?.toLowerCase();
    for (const [topic, { sentence, terms, mistake }] of Object.entries(explanations)) {
      if (said !== topic && said !== topic.replace(/^an? /, "")) continue;
      return {
        kind: "explanation",
        difficulty: "medium",
        answer: sentence,
        mistakes: [mistake],
        statement: "{answer}",
        check: { type: "terms", terms },
      };
    }
    return null;
  },
  write: (random) => {
    const topics = Object.keys(explanations);
    return `Explain ${topics[random.integer(0, topics.length - 1)]} in one sentence.`;
  },
};
