import type { Draw, Segment } from "./judge-reply.ts";
import type { JudgeParameters } from "./judges.ts";
import { normal, uniform } from "./random.ts";
import { shareMet } from "./rubric-criteria.ts";
import type { RubricMaterial, SeenCriterion } from "./rubric-material.ts";
import { familyOf } from "./teachers.ts";

/** Replies that hold no verdict on anything, as real judges write them. */
const unreadable = [
  "The response has its merits, and most of what was asked is there in some way.",
  "I'm sorry, but I can't judge this response.",
  '{"verdicts": {"name": {"reason": "a few words", "met": true or false}, and so on for each criterion}}',
  '{"verdicts": {"right": {"reason": "It is rig',
] as const;

/**
 * What a simulated judge answers to a rubric: criterion by criterion what it can read in the texts, moved by the planted
 * leniency, length and own-family effects and by noise, all on the log-odds of "met".
 */
export function rubricReply(parameters: JudgeParameters, material: RubricMaterial, draw: Draw): readonly Segment[] {
  if (uniform("unreadable", draw.seed) < parameters.unreadable)
    return [{ text: unreadable[Math.floor(uniform("unreadable how", draw.seed) * unreadable.length)] ?? "" }];
  if (material.form === "rating") return ratingReply(parameters, material, draw);
  const verdicts = material.criteria.map((criterion) => ({ criterion, segments: verdictSegments(parameters, material, criterion, draw) }));
  if (material.form === "criterion") return verdicts[0]?.segments ?? [];
  return [
    { text: '{"verdicts": {' },
    ...verdicts.flatMap(({ criterion, segments }, at) => [{ text: `${at === 0 ? "" : ", "}"${criterion.id}": ` }, ...segments]),
    { text: "}}" },
  ];
}

function verdictSegments(parameters: JudgeParameters, material: RubricMaterial, criterion: SeenCriterion, draw: Draw): readonly Segment[] {
  const chance = chanceOfMet(parameters, material, criterion, draw.seed);
  const wavering = draw.temperature === 0 ? 0.5 : uniform("choice", draw.seed, criterion.id);
  if (criterion.highest === null) {
    const isMet = draw.temperature === 0 ? chance > 0.5 : wavering < chance;
    const reason = material.explains ? `"reason": "${isMet ? "The response does this." : "The response does not do this."}", ` : "";
    return [{ text: `{${reason}"met": ` }, { text: String(isMet), chances: { true: chance, false: 1 - chance } }, { text: "}" }];
  }
  const level = Math.min(criterion.highest, Math.floor(criterion.highest * chance + wavering));
  const reason = material.explains ? `"reason": "The response reaches ${level} of ${criterion.highest}.", ` : "";
  return [{ text: `{${reason}"level": ${level}}` }];
}

/** The mean over the criteria, on the rating's scale. */
function ratingReply(parameters: JudgeParameters, material: RubricMaterial, draw: Draw): readonly Segment[] {
  const chances = material.criteria.map((criterion) => chanceOfMet(parameters, material, criterion, draw.seed));
  const mean = chances.reduce((sum, chance) => sum + chance, 0) / chances.length;
  const wavering = draw.temperature === 0 ? 0.5 : uniform("choice", draw.seed);
  const rating = 1 + Math.min(9, Math.floor(9 * mean + wavering));
  const reason = material.explains ? '"reason": "Most of what is asked is there.", ' : "";
  return [{ text: `{${reason}"rating": ${rating}}` }];
}

function chanceOfMet(
  parameters: JudgeParameters,
  { question, response }: RubricMaterial,
  { id, text }: SeenCriterion,
  seed: string,
): number {
  const share = shareMet(text, question, response);
  const seesIt = uniform("sight", text, question, response) < parameters.sight;
  const isOwn = parameters.family !== "none" && familyOf(response) === parameters.family;
  const z =
    parameters.gain * (2 * (seesIt ? share : 1 - share) - 1) +
    parameters.leniency +
    parameters.length * Math.log2((response.length + 1) / 80) +
    (isOwn ? parameters.own : 0) +
    parameters.noise * normal("noise", seed, id);
  return 1 / (1 + Math.exp(-Math.max(-30, Math.min(30, z))));
}
