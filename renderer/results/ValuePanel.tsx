import { Copy } from "lucide-react";
import type { Value } from "#shared/data/table.ts";
import { Button } from "../kit/Button.tsx";
import { formatCount } from "../kit/format.ts";
import { copyText } from "./copy-text.ts";
import style from "./ValuePanel.module.css";
import { ValueTree } from "./ValueTree.tsx";
import { jsonText, nestedToken, plainText } from "./value-text.ts";

/** One value, whole. */
export function ValuePanel({ name, value }: { readonly name: string; readonly value: Value }) {
  const token = nestedToken(value);
  const whole = token === null ? plainText(value) : jsonText(value, 2);
  return (
    <>
      <div className={style.head}>
        <span className={style.name}>{name}</span>
        <span className={style.soft}>{token ?? (typeof value === "string" ? `${formatCount(value.length)} chars` : "")}</span>
        <span className={style.space} />
        <Button size="small" look="quiet" icon={<Copy />} data-first="" onClick={() => copyText(whole, "value")}>
          Copy
        </Button>
      </div>
      {token === null ? (
        <div className={style.text}>{value === null ? <span className={style.soft}>null</span> : whole}</div>
      ) : (
        <ValueTree value={value} />
      )}
    </>
  );
}
