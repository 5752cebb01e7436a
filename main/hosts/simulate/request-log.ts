import { createHash } from "node:crypto";
import type { FaultKind } from "./faults.ts";

/** What the server saw, as `GET /stats` gives it. Keys are counted by a digest of the header. */
export type SimulationStats = {
  readonly requests: number;
  readonly byStatus: { readonly [status: string]: number };
  readonly byFault: { readonly [fault: string]: number };
  readonly byKey: { readonly [key: string]: number };
  /** Different request bodies, and how many of them were answered with a whole 200 more than once. */
  readonly different: number;
  readonly answeredTwice: number;
  readonly mostAtOnce: number;
};

export type RequestLog = {
  readonly began: (authorization: string) => void;
  readonly ended: () => void;
  /** Which attempt at this body it is, from 0. */
  readonly attempt: (body: string) => number;
  readonly answered: (status: number, fault: FaultKind | null, body: string | null) => void;
  readonly stats: () => SimulationStats;
};

// Beyond this many different bodies the log starts afresh rather than grow without end.
const mostBodies = 500_000;

export function createRequestLog(): RequestLog {
  const byStatus: { [status: string]: number } = {};
  const byFault: { [fault: string]: number } = {};
  const byKey: { [key: string]: number } = {};
  const bodies = new Map<string, { attempts: number; answers: number }>();
  let [requests, atOnce, mostAtOnce, answeredTwice] = [0, 0, 0, 0];
  const entryOf = (body: string) => {
    const digest = createHash("sha1").update(body).digest("base64");
    const entry = bodies.get(digest) ?? { attempts: 0, answers: 0 };
    if (bodies.size >= mostBodies) bodies.clear();
    bodies.set(digest, entry);
    return entry;
  };
  return {
    began: (authorization) => {
      requests += 1;
      atOnce += 1;
      mostAtOnce = Math.max(mostAtOnce, atOnce);
      const key = authorization === "" ? "none" : createHash("sha256").update(authorization).digest("hex").slice(0, 12);
      byKey[key] = (byKey[key] ?? 0) + 1;
    },
    ended: () => {
      atOnce -= 1;
    },
    attempt: (body) => {
      const entry = entryOf(body);
      entry.attempts += 1;
      return entry.attempts - 1;
    },
    answered: (status, fault, body) => {
      byStatus[status] = (byStatus[status] ?? 0) + 1;
      if (fault !== null) byFault[fault] = (byFault[fault] ?? 0) + 1;
      if (status !== 200 || fault !== null || body === null) return;
      const entry = entryOf(body);
      entry.answers += 1;
      if (entry.answers === 2) answeredTwice += 1;
    },
    stats: () => ({ requests, byStatus, byFault, byKey, different: bodies.size, answeredTwice, mostAtOnce }),
  };
}
