import { completionOf } from "./completion.ts";
import { embedderName, embeddingDimensions } from "./embedding.ts";
import { judgeReply, type Segment } from "./judge-reply.ts";
import { readMaterial } from "./judgement.ts";
import { namedJudges, readJudgeName } from "./judges.ts";
import { uniform } from "./random.ts";
import { requestSchema, type SimulationRequest, textOf } from "./request.ts";
import { rubricReply } from "./rubric-judge.ts";
import { readRubricMaterial } from "./rubric-material.ts";
import { teach } from "./teacher-reply.ts";
import { houseStyles, teachers } from "./teachers.ts";

/** A simulated HTTP answer: status, JSON body, and how long a real model might have taken. */
export type Simulation = { readonly status: 200 | 400 | 404; readonly body: string; readonly latencyMs: number };

/**
 * Answers a chat-completions request as the simulated model it names (with or without `sim/`). A pure function of the
 * request: `seed` and `sample` tell draws apart, temperature 0 makes all draws alike, and only the texts sent are read.
 */
export function simulate(body: string): Simulation {
  const json = parseJson(body);
  const read = requestSchema.safeParse(json);
  if (!read.success) {
    const issue = read.error.issues[0];
    return failure(400, `${issue?.path.join(".") || "The request"}: ${issue?.message ?? "wrong shape"}`, "invalid_request_error");
  }
  const request = read.data;
  const name = request.model.replace(/^sim\//, "");
  const temperature = request.temperature ?? 1;
  const texts = request.messages.map(({ role, content }) => `${role}\u0000${textOf(content)}`);
  const draw = temperature === 0 ? "" : `${request.seed ?? ""} ${request.sample ?? 0}`;
  const seed = [name, draw, ...texts].join("\u0001");

  const teacher = teachers.find((known) => known.name === name);
  if (teacher !== undefined) {
    const { segments, reasoning } = teach(teacher, request, seed);
    return success(request, segments, seed, teacher.pace, reasoning);
  }
  if (name === embedderName) return failure(400, `"${name}" makes embeddings and writes nothing.`, "invalid_request_error");
  const judge = readJudgeName(name);
  if (judge === null) return failure(404, `The simulated model "${name}" does not exist.`, "model_not_found");
  if ("problem" in judge) return failure(404, judge.problem, "model_not_found");
  const prompt = request.messages.map(({ content }) => textOf(content)).join("\n\n");
  const rubric = readRubricMaterial(prompt);
  const decided = { seed, temperature };
  const { parameters } = judge.judge;
  const reply = rubric === null ? judgeReply(parameters, readMaterial(prompt), prompt, decided) : rubricReply(parameters, rubric, decided);
  return success(request, reply, seed, 5);
}

export type SimulatedModel = {
  readonly name: string;
  readonly family: string;
  readonly role: "teacher" | "judge" | "embedder";
  /** What it does and what is planted in it. */
  readonly note: string;
  readonly contextTokens: number;
};

/** The simulated models by name; judges with settings of their own are any `judge:…`. */
export function describeSimulatedModels(): readonly SimulatedModel[] {
  const percent = (share: number) => `${Math.round(share * 100)}%`;
  return [
    ...teachers.map(({ name, family, skill, thinks }) => ({
      name,
      family,
      role: "teacher" as const,
      note: `Simulated teacher: ${houseStyles[family]}; right on ${percent(skill.easy)} of easy, ${percent(skill.medium)} of medium, ${percent(skill.hard)} of hard tasks${thinks ? "; returns its reasoning" : ""}.`,
      contextTokens: 32_768,
    })),
    ...namedJudges.map((judge) => describeJudge(judge)),
    describeEmbedder(),
  ];
}

/** One simulated model by name, judges with settings included; null when there is none. */
export function describeSimulatedModel(name: string): SimulatedModel | null {
  const listed = describeSimulatedModels().find((model) => model.name === name);
  if (listed !== undefined) return listed;
  const judge = readJudgeName(name);
  return judge !== null && "judge" in judge ? describeJudge(judge.judge) : null;
}

function describeEmbedder(): SimulatedModel {
  const note = `Simulated embeddings: hashed words and three-letter pieces, ${embeddingDimensions} numbers; it knows no meanings.`;
  return { name: embedderName, family: "simulated-embeddings", role: "embedder", note, contextTokens: 32_768 };
}

function describeJudge(judge: (typeof namedJudges)[number]): SimulatedModel {
  const unrelated = judge.name.startsWith("person-") ? "simulated-person" : "simulated-judge";
  const family = judge.parameters.family === "none" ? unrelated : judge.parameters.family;
  return { name: judge.name, family, role: "judge", note: `Simulated judge: ${judge.note}.`, contextTokens: 32_768 };
}

function success(
  request: SimulationRequest,
  segments: readonly Segment[],
  seed: string,
  pace: number,
  reasoning: string | null = null,
): Simulation {
  const { json, tokens } = completionOf(request, segments, seed, reasoning);
  const latencyMs = Math.round(120 + tokens * pace * (0.7 + 0.6 * uniform("latency", seed)));
  return { status: 200, body: JSON.stringify(json), latencyMs };
}

function failure(status: 400 | 404, message: string, code: string): Simulation {
  return { status, body: JSON.stringify({ error: { message, type: "invalid_request_error", param: null, code } }), latencyMs: 5 };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
