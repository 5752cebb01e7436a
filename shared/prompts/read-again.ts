import type { ChatMessage } from "../journal/call.ts";

/** What a judge is told when it is shown its own verdict. */
const request = `Read the question, what was to be judged, and your own verdict above once more, as if another judge had written the verdict. Look for a mistake it missed, a reason that does not hold, and any pull that the criteria do not name. Then keep the verdict or change it, and reply in the very form you were first asked for.`;

/** A judge's own reply put before it again, verdict and reasons, to be read as another's. */
export function readAgain(messages: readonly ChatMessage[], reply: string): readonly ChatMessage[] {
  return [...messages, { role: "assistant", content: reply }, { role: "user", content: request }];
}
