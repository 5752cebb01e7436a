import type { Drop, StepKindOf } from "../step.ts";
import { stepTexts } from "../step-text.ts";
import { columnField, readsText } from "./fields.ts";

/** Phrases that make a refusal where they stand near a text's beginning. Straight apostrophes, lower case. */
const refusalPhrases = [
  "as an ai language model",
  "as a large language model",
  "as an ai assistant",
  "as an ai, i",
  "i'm just an ai",
  "i am just an ai",
  "i cannot assist",
  "i can't assist",
  "i cannot help with",
  "i can't help with",
  "i cannot fulfill",
  "i can't fulfill",
  "i cannot provide",
  "i can't provide",
  "i cannot comply",
  "i can't comply",
  "i'm not able to help",
  "i am not able to help",
  "i'm unable to",
  "i am unable to",
  "i won't be able to",
  "i must decline",
  "i have to decline",
  "i'm sorry, but i can",
  "i am sorry, but i can",
  "sorry, but i can't",
  "sorry, i can't",
  "i apologize, but i can",
  "against my guidelines",
  "against my programming",
  "i do not have access to",
  "i don't have access to",
] as const;

/** How boilerplate begins. */
const openerPhrases = [
  "sure, here",
  "sure! here",
  "sure thing",
  "certainly! here",
  "certainly, here",
  "of course! here",
  "of course, here",
  "absolutely! here",
  "great question",
  "that's a great question",
  "what a great question",
  "thank you for your question",
  "thanks for your question",
  "i'd be happy to help",
  "i would be happy to help",
  "i'm happy to help",
  "here's a response",
  "here is a response",
] as const;

/** Refusals are looked for in so many characters; what comes later may well quote one. */
const headLength = 200;

export const refusal: StepKindOf<"refusal"> = {
  type: "refusal",
  title: "Refusals",
  sentence: "Refusals near a text's beginning are dropped, and boilerplate openers where asked; the phrases are listed.",
  describe: ({ also = [], openers }) =>
    `${refusalPhrases.length + also.length} phrases${openers ? ` and ${openerPhrases.length} openers` : ""}`,
  needs: () => readsText,
  run: (step, context) => {
    const { rows } = context;
    const { column, texts } = stepTexts(step, context);
    const phrases = [...refusalPhrases, ...(step.also ?? []).map(plain)];
    const drops = texts.flatMap((text, at): readonly Drop[] => {
      if (text === null) return [];
      const row = rows[at] ?? 0;
      const head = plain(text.slice(0, 2 * headLength)).slice(0, headLength);
      const phrase = phrases.find((each) => head.includes(each));
      if (phrase !== undefined) return [{ row, reason: `refusal: "${phrase}"` }];
      const opener = step.openers ? openerPhrases.find((each) => head.startsWith(each)) : undefined;
      return opener === undefined ? [] : [{ row, reason: `opens with "${opener}"` }];
    });
    return { column, drops, notes: [] };
  },
  starter: { type: "refusal" },
  fields: [
    columnField,
    { key: "also", label: "Further phrases", control: { type: "texts" } },
    { key: "openers", label: "Drop boilerplate openers", help: openerPhrases.slice(0, 3).join(" · "), control: { type: "switch" } },
  ],
};

function plain(text: string): string {
  return text.toLowerCase().replace(/[‘’ʼ]/g, "'").replace(/\s+/gu, " ").trim();
}
