/** What a script can tell from how the command ended. 0 if and only if nothing failed. */
export const exitCodes = {
  done: 0,
  failed: 1,
  badNotebook: 2,
  budget: 3,
  rowErrors: 4,
  needsConfirmation: 5,
  waiting: 6,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
