import type { SimulationRequest } from "../request.ts";
import type { Teacher } from "../teachers.ts";

/** What a simulated teacher was asked, as it reads it. */
export type WriterAsk = {
  readonly teacher: Teacher;
  readonly messages: SimulationRequest["messages"];
  /** All messages' texts, in order, with an empty line between. */
  readonly prompt: string;
  /** JSON Schema the reply must fit; null when plain text is asked for. */
  readonly schema: unknown;
  /** Differs between draws; equal requests share it. */
  readonly seed: string;
};

/**
 * A kind of writing beyond answering small tasks: criteria, critiques, new instructions. It recognises its request by the
 * text alone, returns null for any other, and is a pure function of what it is asked.
 */
export type Writer = { readonly name: string; readonly write: (ask: WriterAsk) => string | null };
