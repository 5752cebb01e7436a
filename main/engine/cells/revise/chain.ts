import type { CallParameters, CallRequest } from "#shared/journal/call.ts";
import { critiqueMessages, type GuidingPrinciple, revisionMessages } from "#shared/prompts/revise-prompts.ts";
import { type Critique, readCritique, readRevision } from "#shared/prompts/revise-replies.ts";
import type { Template } from "#shared/prompts/template.ts";
import type { Reply } from "../cell-runner.ts";
import { endingOf } from "../teacher/answer-row.ts";

/** What a chain of critiques and revisions starts from. */
export type ChainStart = {
  readonly question: string;
  readonly response: string;
  /** One a round, in the order of the rounds. */
  readonly principles: readonly GuidingPrinciple[];
  readonly model: string;
  readonly sample: number;
  readonly prompts: { readonly critique: Template; readonly revision: Template };
  readonly parameters: CallParameters;
};

export type Failure = { readonly cause: string; readonly sentence: string };

/** One critique and what came of it. `revision` is null where nothing was found, or where the round failed. */
export type Round = {
  readonly principle: GuidingPrinciple;
  readonly draft: string;
  readonly critique: Critique | null;
  readonly critiqueReply: Reply;
  readonly revision: string | null;
  readonly revisionReply: Reply | null;
  readonly failure: Failure | null;
};

/** How far a chain has come. */
export type Chain = {
  readonly rounds: readonly Round[];
  /** The latest revision, or the answer itself. */
  readonly response: string;
  /** What to ask next; null at the end, be it a failure's. */
  readonly next: CallRequest | null;
  /** Calls that come after `next`, as if every critique found something: nobody knows beforehand which do not. */
  readonly follows: number;
};

/**
 * Constitutional AI's supervised stage for one answer (Bai et al. 2022), read from its replies: each round criticises the
 * latest draft by one principle, and revises it unless the critique found nothing. A round that fails ends the chain.
 */
export function followChain(start: ChainStart, replies: readonly Reply[]): Chain {
  const rounds: Round[] = [];
  let response = start.response;
  const waiting = [...replies];
  for (const principle of start.principles) {
    const draft = response;
    const about = { question: start.question, response: draft, principle };
    const later = 2 * (start.principles.length - rounds.length - 1);
    const ask = (messages: CallRequest["messages"], follows: number): Chain => ({
      rounds,
      response,
      next: requestOf(start, messages),
      follows,
    });
    const critiqueReply = waiting.shift();
    if (critiqueReply === undefined) return ask(critiqueMessages(start.prompts.critique, about), later + 1);
    const criticised = { principle, draft, critiqueReply, critique: null, revision: null, revisionReply: null, failure: null };
    const said = textOf(critiqueReply);
    if (typeof said !== "string") {
      rounds.push({ ...criticised, failure: said });
      break;
    }
    const critique = readCritique(said);
    if (critique.foundNothing === true) {
      rounds.push({ ...criticised, critique });
      continue;
    }
    const revisionReply = waiting.shift();
    if (revisionReply === undefined) return ask(revisionMessages(start.prompts.revision, about, critique.text || said.trim()), later);
    const written = textOf(revisionReply);
    const read = typeof written === "string" ? readRevision(written) : null;
    // The same words with other space around them are no revision.
    const revision = read === draft.trim() ? draft : read;
    const failure = typeof written !== "string" ? written : revision === "" ? nothingWritten : null;
    rounds.push({ ...criticised, critique, revision: failure === null ? revision : null, revisionReply, failure });
    if (failure !== null) break;
    response = revision ?? draft;
  }
  return { rounds, response, next: null, follows: 0 };
}

function requestOf({ model, parameters, sample }: ChainStart, messages: CallRequest["messages"]): CallRequest {
  return { model, messages, parameters, sample };
}

const nothingWritten: Failure = { cause: "empty", sentence: "The model answered with nothing." };

/** A reply's text, or why it has none that could be gone on from. */
function textOf(reply: Reply): string | Failure {
  const ending = endingOf(reply, null);
  if (ending.type === "failed") return { cause: ending.cause, sentence: ending.sentence };
  return reply.type === "answered" ? reply.answer.text : nothingWritten;
}
