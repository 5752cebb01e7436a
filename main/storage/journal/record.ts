import { crc32 } from "node:zlib";
import { z } from "zod";
import type { CallOutcome, CallRecord } from "#shared/journal/call.ts";

/*
 * One record is one line:
 *   {"crc":"9f3a01c2","size":812,"seq":4,"at":…,"type":"answered","key":"…","origin":"…","model":"…","latencyMs":…,"attempts":1,"body":{…}}
 * `crc` covers everything after its own closing quote up to the newline, `size` counts the bytes after its own comma.
 * The reply stands at the end as it came when it is JSON on one line, else as a JSON string under `text`.
 */
const crcStart = 8;
const crcEnd = 17;
const mark = Buffer.from('{"crc":"');
const headPattern =
  /^\{"crc":"([0-9a-f]{8})","size":([0-9]{1,12}),"seq":([0-9]{1,15}),"at":(-?[0-9.e+-]{1,24}),"type":"(answered|failed)","key":"((?:[^"\\]|\\.)*)","origin":"((?:[^"\\]|\\.)*)"/;
const headGuess = 768;

/** What the index needs of a record, read without looking at the reply. */
export type RecordHead = {
  readonly seq: number;
  readonly at: number;
  readonly answered: boolean;
  readonly key: string;
  readonly origin: string;
  /** Bytes without the newline. */
  readonly length: number;
};

/** The record as a line, newline included. */
export function encodeRecord(record: CallRecord, seq: number): Buffer {
  const { outcome } = record;
  const head = {
    seq,
    at: record.at,
    type: outcome.type === "replied" ? "answered" : "failed",
    key: record.key,
    origin: outcome.origin,
    model: record.model,
    latencyMs: outcome.latencyMs,
    attempts: outcome.attempts,
    ...(record.costUsd === undefined ? {} : { costUsd: record.costUsd }),
    ...(outcome.type === "failed" ? { failure: outcome.failure } : {}),
  };
  const rest = `${JSON.stringify(head).slice(1, -1)}${bodyField(outcome.body)}}`;
  const line = Buffer.from(`{"crc":"00000000","size":${Buffer.byteLength(rest)},${rest}\n`);
  line.write(checksum(line, 0, line.length - 1), crcStart, "latin1");
  return line;
}

function bodyField(body: string | undefined): string {
  if (body === undefined) return "";
  return isOneLineJson(body) ? `,"body":${body}` : `,"text":${JSON.stringify(body)}`;
}

function isOneLineJson(body: string): boolean {
  if (body.includes("\n") || body.includes("\r") || /\p{Surrogate}/u.test(body)) return false;
  try {
    JSON.parse(body);
    return true;
  } catch {
    return false;
  }
}

function checksum(bytes: Buffer, start: number, end: number): string {
  return crc32(bytes.subarray(start + crcEnd, end))
    .toString(16)
    .padStart(8, "0");
}

/** The record that starts at `start`, or null when what stands there up to `end` is not a whole, undamaged one. */
export function readHead(bytes: Buffer, start: number, end: number): RecordHead | null {
  const match =
    headPattern.exec(bytes.toString("utf8", start, Math.min(end, start + headGuess))) ??
    headPattern.exec(bytes.toString("utf8", start, end));
  if (!match) return null;
  const [, crc = "", size = "", seq, at, type, key = "", origin = ""] = match;
  const length = crcEnd + `,"size":${size},`.length + Number(size);
  if (start + length > end || checksum(bytes, start, start + length) !== crc) return null;
  return { seq: Number(seq), at: Number(at), answered: type === "answered", key: unescapeJson(key), origin: unescapeJson(origin), length };
}

function unescapeJson(text: string): string {
  return text.includes("\\") ? z.string().parse(JSON.parse(`"${text}"`)) : text;
}

/** Where the next record could start at or after `from`; -1 when nowhere before `end`. */
export function findMark(bytes: Buffer, from: number, end: number): number {
  return bytes.subarray(0, end).indexOf(mark, from);
}

const storedHead = z.object({
  at: z.number(),
  type: z.enum(["answered", "failed"]),
  key: z.string(),
  origin: z.string(),
  model: z.string(),
  latencyMs: z.number().nullable(),
  attempts: z.number(),
  costUsd: z.number().nullable().optional(),
  failure: z
    .object({
      cause: z.enum([
        "rate-limit",
        "unauthorised",
        "quota",
        "not-found",
        "bad-request",
        "too-long",
        "timeout",
        "server",
        "network",
        "malformed",
        "stopped",
      ]),
      status: z.number().optional(),
      sentence: z.string(),
      final: z.boolean(),
      possiblyPaid: z.boolean(),
    })
    .optional(),
  text: z.string().optional(),
});

/** A whole record from the bytes of its line (newline or not); null when they are damaged. */
export function decodeRecord(bytes: Buffer): CallRecord | null {
  const known = readHead(bytes, 0, bytes.length);
  if (!known) return null;
  // Inside a JSON string a quote is always escaped, so the first `,"body":` is the field and never content before it.
  const bodyAt = bytes.indexOf(',"body":');
  const head = storedHead.parse(JSON.parse(bodyAt < 0 ? bytes.toString("utf8", 0, known.length) : `${bytes.toString("utf8", 0, bodyAt)}}`));
  const body = bodyAt < 0 ? head.text : bytes.toString("utf8", bodyAt + ',"body":'.length, known.length - 1);
  const { key, model, at, costUsd } = head;
  return { key, model, at, outcome: outcomeOf(head, body), ...(costUsd === undefined ? {} : { costUsd }) };
}

function outcomeOf(head: z.infer<typeof storedHead>, body: string | undefined): CallOutcome {
  const { origin, latencyMs, attempts, failure } = head;
  if (!failure) return { type: "replied", body: body ?? "", origin, latencyMs, attempts };
  return { type: "failed", failure, origin, latencyMs, attempts, ...(body === undefined ? {} : { body }) };
}
