import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** A launch link left unused is worthless after this. */
export const launchLifetimeMs = 12 * 60 * 60 * 1000;

const launchesKept = 64;

/**
 * Who may talk to this server. A launch token (256 bits, single use) travels in a link's fragment and is traded for
 * a session cookie; `fixedToken`, from a file of the user's, may be traded any number of times.
 */
export type Sessions = {
  readonly createLaunch: () => string;
  /** The Set-Cookie value, or null when the token is wrong, used or too old. */
  readonly trade: (token: string) => string | null;
  readonly isSignedIn: (cookieHeader: string | undefined) => boolean;
};

export type SessionOptions = {
  readonly cookieName: string;
  readonly cookiePath: string;
  readonly secure: boolean;
  readonly fixedToken: string | null;
  readonly now: () => number;
};

export function createSessions(options: SessionOptions): Sessions {
  const launches = new Map<string, number>();
  const sessions = new Set<string>();

  const mayEnter = (token: string): boolean => {
    if (options.fixedToken !== null && sameSecret(token, options.fixedToken)) return true;
    const madeAt = launches.get(digest(token));
    launches.delete(digest(token));
    return madeAt !== undefined && options.now() - madeAt < launchLifetimeMs;
  };

  return {
    createLaunch: () => {
      const token = newSecret();
      launches.set(digest(token), options.now());
      const oldest = launches.keys().next();
      if (launches.size > launchesKept && !oldest.done) launches.delete(oldest.value);
      return token;
    },
    trade: (token) => {
      if (!mayEnter(token)) return null;
      const session = newSecret();
      sessions.add(digest(session));
      const attributes = ["HttpOnly", "SameSite=Strict", `Path=${options.cookiePath}`, ...(options.secure ? ["Secure"] : [])];
      return [`${options.cookieName}=${session}`, ...attributes].join("; ");
    },
    isSignedIn: (header) => {
      for (const pair of header?.split(";") ?? []) {
        const [name, value] = pair.trim().split("=", 2);
        if (name === options.cookieName && value && sessions.has(digest(value))) return true;
      }
      return false;
    },
  };
}

export const newSecret = (): string => randomBytes(32).toString("base64url");

/** Secrets are kept and looked up by digest, so that comparing them takes the same time whatever was sent. */
const digest = (secret: string): string => createHash("sha256").update(secret).digest("hex");

export function sameSecret(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(digest(one)), Buffer.from(digest(other)));
}
