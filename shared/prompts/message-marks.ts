import type { ChatMessage } from "../journal/call.ts";

/**
 * Around a message's role in rendered text stands a character that Unicode keeps for internal use. It is taken out of
 * every value before rendering, so that no row can begin a message of its own.
 */
export const markCharacter = "\uFDD0";

const markerLine = /^\[(system|user|assistant)\][ \t]*$/;
const escapedMarkerLine = /^\\(\[(?:system|user|assistant)\][ \t]*)$/;

export type MarkedSource = {
  /** The source with marker lines replaced by marks and escaped ones unescaped. Line numbers stay as they are. */
  readonly source: string;
  readonly roles: readonly { readonly role: ChatMessage["role"]; readonly line: number }[];
};

/** Finds `[system]`, `[user]` and `[assistant]` lines in a template. */
export function markMessages(template: string): MarkedSource {
  const roles: { role: ChatMessage["role"]; line: number }[] = [];
  const lines = template
    .replaceAll(markCharacter, "\uFFFD")
    .split(/\r?\n/)
    .map((line, index) => {
      const role = roleOf(markerLine.exec(line)?.[1]);
      if (role === null) return line.replace(escapedMarkerLine, "$1");
      roles.push({ role, line: index + 1 });
      return `${markCharacter}${role}${markCharacter}`;
    });
  return { source: lines.join("\n"), roles };
}

/** Splits rendered text at its marks; text without marks is one user message. Blank lines around a message are not part of it. */
export function splitMessages(rendered: string): readonly ChatMessage[] {
  const [before = "", ...parts] = rendered.split(markCharacter);
  if (parts.length === 0) return [{ role: "user", content: trimLines(before) }];
  const messages: ChatMessage[] = before.trim() === "" ? [] : [{ role: "user", content: trimLines(before) }];
  for (let index = 0; index + 1 < parts.length; index += 2) {
    messages.push({ role: roleOf(parts[index]) ?? "user", content: trimLines(parts[index + 1] ?? "") });
  }
  return messages;
}

function roleOf(text: string | undefined): ChatMessage["role"] | null {
  return text === "system" || text === "user" || text === "assistant" ? text : null;
}

function trimLines(text: string): string {
  return text.replace(/^(?:[ \t]*\n)+/, "").replace(/\s+$/, "");
}
