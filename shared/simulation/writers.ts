import { backtranslateWriter } from "./writers/backtranslate.ts";
import { documentsWriter } from "./writers/documents.ts";
import { editWriter } from "./writers/edit.ts";
import { evolInstructWriter } from "./writers/evol-instruct.ts";
import { imitateWriter } from "./writers/imitate.ts";
import { magpieWriter } from "./writers/magpie.ts";
import { personaWriter } from "./writers/persona.ts";
import { reviseWriter } from "./writers/revise.ts";
import { rubricWriter } from "./writers/rubric.ts";
import { selfInstructWriter } from "./writers/self-instruct.ts";
import { userTurnWriter } from "./writers/user-turn.ts";
import type { Writer } from "./writers/writer.ts";

/** Every kind of writing simulated teachers know; the first that recognises a request writes the reply. */
export const writers: readonly Writer[] = [
  rubricWriter,
  reviseWriter,
  selfInstructWriter,
  evolInstructWriter,
  personaWriter,
  magpieWriter,
  backtranslateWriter,
  documentsWriter,
  imitateWriter,
  userTurnWriter,
  editWriter,
];
