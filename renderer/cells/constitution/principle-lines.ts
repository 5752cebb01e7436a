import type { WrittenPrinciple } from "#shared/constitution/principle.ts";

/** A principle as the form shows it; empty where the text of the cell has nothing, or nothing that can be shown. */
export type PrincipleLine = { readonly id: string; readonly text: string; readonly critique: string; readonly revision: string };

/** The principles as they are written, whether or not they can be read; null where they are no list. */
export function principleLines(values: { readonly [key: string]: unknown }): readonly PrincipleLine[] | null {
  const { principles = [] } = values;
  if (!Array.isArray(principles)) return null;
  return principles.map((written: unknown) => {
    const fields = new Map(typeof written === "object" && written !== null ? Object.entries(written) : []);
    const textOf = (key: string): string => {
      const value: unknown = fields.get(key);
      return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
    };
    return { id: textOf("id"), text: textOf("text"), critique: textOf("critique"), revision: textOf("revision") };
  });
}

/** The lines as principles, requests that are empty left out. */
export function writtenPrinciples(lines: readonly PrincipleLine[]): readonly WrittenPrinciple[] {
  return lines.map(({ id, text, critique, revision }) => ({
    id,
    text,
    ...(critique === "" ? {} : { critique }),
    ...(revision === "" ? {} : { revision }),
  }));
}

/** An id that no principle has yet. */
export function freePrincipleId(lines: readonly PrincipleLine[]): string {
  const taken = new Set(lines.map(({ id }) => id));
  let number = lines.length + 1;
  while (taken.has(`principle_${number}`)) number += 1;
  return `principle_${number}`;
}
