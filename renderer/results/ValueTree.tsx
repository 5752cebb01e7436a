import type { Value } from "#shared/data/table.ts";
import style from "./ValueTree.module.css";
import { nestedToken, plainText } from "./value-text.ts";

const entriesShown = 200;

/** A nested value as a tree; every branch opens and closes by itself. */
export function ValueTree({ value }: { readonly value: Value }) {
  const entries = entriesOf(value);
  if (entries === null) return <Leaf value={value} />;
  return (
    <ul className={style.tree}>
      {entries.slice(0, entriesShown).map(([name, part]) => (
        <li key={name}>
          <Branch name={name} value={part} />
        </li>
      ))}
      {entries.length > entriesShown ? <li className={style.soft}>and {entries.length - entriesShown} more</li> : null}
      {entries.length === 0 ? <li className={style.soft}>nothing in it</li> : null}
    </ul>
  );
}

function Branch({ name, value }: { readonly name: string; readonly value: Value }) {
  if (entriesOf(value) === null) {
    return (
      <div className={style.leaf}>
        <span className={style.name}>{name}</span>
        <Leaf value={value} />
      </div>
    );
  }
  return (
    <details open>
      <summary className={style.summary}>
        <span className={style.name}>{name}</span> <span className={style.soft}>{nestedToken(value)}</span>
      </summary>
      <ValueTree value={value} />
    </details>
  );
}

function Leaf({ value }: { readonly value: Value }) {
  if (value === null) return <span className={style.null}>null</span>;
  return <span className={typeof value === "string" ? style.text : style.plain}>{plainText(value)}</span>;
}

function entriesOf(value: Value): readonly (readonly [string, Value])[] | null {
  if (value === null || typeof value !== "object" || value instanceof Uint8Array) return null;
  return Object.entries(value);
}
