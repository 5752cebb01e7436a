import { ORPCError } from "@orpc/client";
import { z } from "zod";
import { AssayError, type AssayErrorCode, problemOf } from "../assay-error.ts";
import { EngineFault } from "./engine-fault.ts";

export const connectionLost = (): AssayError =>
  new AssayError("network", "The connection to the engine was lost.", {
    hint: "Runs go on in the engine. Wait for the connection to come back, or start Assay again.",
  });

const problem = z.object({
  code: z.string(),
  sentence: z.string(),
  hint: z.string().optional(),
  place: z.object({
    cell: z.string().optional(),
    file: z.string().optional(),
    line: z.number().optional(),
    column: z.number().optional(),
    key: z.string().optional(),
    row: z.number().optional(),
  }),
});

const invalidInput = z.object({ issues: z.array(z.object({ message: z.string(), path: z.array(z.unknown()).default([]) })).min(1) });

const assayCode = "ASSAY";
const faultCode = "ENGINE_FAULT";

/** Failures a user can act on cross as they are. */
export function failureForWire(error: AssayError): ORPCError<string, unknown> {
  return new ORPCError(assayCode, { status: 422, message: error.message, data: problemOf(error) });
}

/** Of a bug only its number crosses. */
export function faultForWire(id: string): ORPCError<string, unknown> {
  return new ORPCError(faultCode, { status: 500, message: "Something went wrong in the engine.", data: { id } });
}

/** What a caller is to see of an error that came over the wire. */
export function errorFromWire(error: unknown): unknown {
  if (!(error instanceof ORPCError)) return error;
  if (error.code === assayCode) {
    const read = problem.safeParse(error.data);
    if (read.success) {
      const { code, sentence, hint, place } = read.data;
      return new AssayError(code as AssayErrorCode, sentence, { ...(hint === undefined ? {} : { hint }), place });
    }
  }
  if (error.code === "BAD_REQUEST") {
    const read = invalidInput.safeParse(error.data);
    const first = read.success ? read.data.issues[0] : undefined;
    const key = first?.path.map(String).join(".");
    if (first)
      return new AssayError("unsupported", `${key ? `${key}: ` : ""}${first.message}`, { place: key ? { key } : {}, cause: error });
  }
  const fault = z.object({ id: z.string() }).safeParse(error.data);
  return new EngineFault(fault.success ? fault.data.id : error.code.toLowerCase());
}
