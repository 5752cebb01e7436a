import { createRandom, type Random } from "../random.ts";
import type { Writer } from "./writer.ts";

/** Questions about the sentences of a passage, as JSON. Weak models sometimes make an answer up. */
export const documentsWriter: Writer = {
  name: "documents",
  write: ({ teacher, prompt, schema, seed }) => {
    const passage = /The passage:\n([\s\S]*?)\n\nWrite (\d+) questions?\b/.exec(prompt);
    if (passage === null || schema === null || !JSON.stringify(schema).includes('"quote"')) return null;
    const random = createRandom(seed);
    const asked = (passage[1] ?? "")
      .split(/(?<=[.!?])\s+|\n+/)
      .flatMap((sentence) => questionAbout(sentence.trim()) ?? [])
      .map((pair) => ({ pair, at: random.next() }))
      .sort((a, b) => a.at - b.at)
      .slice(0, Number(passage[2]));
    const invents = 1 - teacher.skill.medium;
    const pairs = asked.map(({ pair }) => (random.next() < invents ? invented(pair, random) : pair));
    const none = { question: "What is the passage about?", answer: (passage[1] ?? "").split(/\s+/).slice(0, 6).join(" "), quote: "" };
    return JSON.stringify({ pairs: pairs.length > 0 ? pairs : [none] });
  },
};

type Pair = { readonly question: string; readonly answer: string; readonly quote: string };

function questionAbout(sentence: string): Pair | null {
  const found = /^(.{3,80}?)\s+(is|are|was|were|has|have|had)\s+(.{3,})$/.exec(sentence);
  if (found === null || sentence.length > 300) return null;
  const [, subject = "", verb = "", rest = ""] = found;
  const about = /^(?:The|A|An|In|On|At|Its|His|Her|Their|This|These|Most|Many|Some|All)\b/.test(subject)
    ? `${subject.charAt(0).toLowerCase()}${subject.slice(1)}`
    : subject;
  const question = /^ha/.test(verb) ? `What is said of what ${about} ${verb}?` : `What is said of ${about}?`;
  return { question, answer: rest.replace(/[.!?]+$/, ""), quote: sentence };
}

function invented(pair: Pair, random: Random): Pair {
  const answer = random.pick(["built by monks long ago", "nobody knows exactly", "the largest of its kind in Europe"]);
  return { question: pair.question, answer, quote: random.next() < 0.5 ? "" : `It is ${answer}.` };
}
