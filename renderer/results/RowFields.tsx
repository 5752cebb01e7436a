import type { Column, Row, Value } from "#shared/data/table.ts";
import { Conversation } from "./Conversation.tsx";
import { lookOf } from "./column-look.ts";
import { LongText } from "./LongText.tsx";
import { messagesOf } from "./messages-of.ts";
import style from "./RowDrawer.module.css";
import { ValueTree } from "./ValueTree.tsx";
import { nestedToken, shownText } from "./value-text.ts";

const shortText = 80;
/** Told already, above the fields. */
const told = new Set(["response_a", "response_b", "outcome", "rationale"]);

/** Every field of a row by name; long texts in a box of their own. */
export function RowFields({ row, columns }: { readonly row: Row; readonly columns: readonly Column[] }) {
  const isVerdict = columns.some((column) => column.name === "outcome");
  const shown = columns.filter((column) => !(isVerdict && told.has(column.name)));
  return (
    <section>
      <h3 className={style.title}>Fields</h3>
      <dl className={style.fields}>
        {shown.map((column) => (
          <FieldEntry key={column.name} column={column} row={row} />
        ))}
      </dl>
    </section>
  );
}

function FieldEntry({ column, row }: { readonly column: Column; readonly row: Row }) {
  return (
    <>
      <dt title={column.name}>{column.name}</dt>
      <dd>
        <FieldValue column={column} value={row[column.name] ?? null} row={row} />
      </dd>
    </>
  );
}

function FieldValue({ column, value, row }: { readonly column: Column; readonly value: Value; readonly row: Row }) {
  if (value === null) return <span className={style.null}>null</span>;
  const messages = messagesOf(value);
  if (messages !== null) return <Conversation messages={messages} />;
  if (nestedToken(value) !== null) return <ValueTree value={value} />;
  const look = lookOf(column, [row]);
  const text = shownText(value, look);
  if (text === "") return <span className={style.null}>empty</span>;
  if (text.length <= shortText && !text.includes("\n")) return look.type === "number" && look.unit === "ms" ? `${text} ms` : text;
  return <LongText text={text} />;
}
