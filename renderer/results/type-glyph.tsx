import { Binary, Braces, Brackets, CalendarDays, CaseSensitive, Clock, Hash, ToggleLeft } from "lucide-react";
import type { ReactNode } from "react";
import type { ColumnType } from "#shared/data/table.ts";

const glyphs: { readonly [type in ColumnType["type"]]: ReactNode } = {
  text: <CaseSensitive />,
  integer: <Hash />,
  double: <Hash />,
  decimal: <Hash />,
  boolean: <ToggleLeft />,
  date: <CalendarDays />,
  timestamp: <Clock />,
  list: <Brackets />,
  struct: <Braces />,
  bytes: <Binary />,
};

export function typeGlyph(type: ColumnType): ReactNode {
  return glyphs[type.type];
}

/** "list of text", "decimal(10,3)". */
export function typeWord(type: ColumnType): string {
  switch (type.type) {
    case "list":
      return `list of ${typeWord(type.item)}`;
    case "decimal":
      return `decimal(${type.precision},${type.scale})`;
    default:
      return type.type;
  }
}
