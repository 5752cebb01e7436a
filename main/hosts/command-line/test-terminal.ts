import type { Terminal } from "./terminal.ts";

export type TestTerminal = Terminal & {
  readonly printed: string[];
  readonly complained: string[];
  readonly interrupt: () => void;
};

/** A terminal that keeps what it is told. `answer` is what a person would type; null is nobody there. */
export function testTerminal(answer: boolean | null = null): TestTerminal {
  const printed: string[] = [];
  const complained: string[] = [];
  const listeners = new Set<() => void>();
  return {
    printed,
    complained,
    print: (line) => void printed.push(line),
    complain: (line) => void complained.push(line),
    draw: () => undefined,
    drawable: false,
    columns: () => 80,
    confirm: async () => answer,
    onInterrupt: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    environment: { CI: "true" },
    interrupt: () => {
      for (const listener of listeners) listener();
    },
  };
}
