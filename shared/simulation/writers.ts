import { reviseWriter } from "./writers/revise.ts";
import { rubricWriter } from "./writers/rubric.ts";
import type { Writer } from "./writers/writer.ts";

/** Every kind of writing simulated teachers know; the first that recognises a request writes the reply. */
export const writers: readonly Writer[] = [rubricWriter, reviseWriter];
