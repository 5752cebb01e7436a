import { createInterface } from "node:readline/promises";

/** Where a command prints and what it may ask: the one side effect every command is given. */
export type Terminal = {
  /** A line on standard output. */
  readonly print: (line: string) => void;
  /** A line on standard error. */
  readonly complain: (line: string) => void;
  /** Raw text on standard error, for what is drawn over again. */
  readonly draw: (text: string) => void;
  /** Standard error is a terminal that can be drawn on. */
  readonly drawable: boolean;
  readonly columns: () => number;
  /** Asks yes or no; null when nobody is there to answer. */
  readonly confirm: (question: string) => Promise<boolean | null>;
  /** Calls back on Ctrl-C and on SIGTERM; returns how to stop listening. */
  readonly onInterrupt: (listener: () => void) => () => void;
  readonly environment: { readonly [name: string]: string | undefined };
};

export function processTerminal(): Terminal {
  // A closed pipe (`assay status nb | head`) is no failure of ours.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
  return {
    print: (line) => process.stdout.write(`${line}\n`),
    complain: (line) => process.stderr.write(`${line}\n`),
    draw: (text) => process.stderr.write(text),
    drawable: Boolean(process.stderr.isTTY) && process.env.TERM !== "dumb",
    columns: () => process.stderr.columns || 80,
    confirm: askYesNo,
    onInterrupt: (listener) => {
      process.on("SIGINT", listener).on("SIGTERM", listener);
      return () => process.off("SIGINT", listener).off("SIGTERM", listener);
    },
    environment: process.env,
  };
}

async function askYesNo(question: string): Promise<boolean | null> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return null;
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await reader.question(`${question} [y/N] `)).trim());
  } finally {
    reader.close();
  }
}
