import { Copy } from "lucide-react";
import type { RowDetail } from "#shared/contract/contract.ts";
import { Button } from "../kit/Button.tsx";
import { Coded } from "../kit/Coded.tsx";
import { countOf, formatClock, formatDuration, formatUsd } from "../kit/format.ts";
import { Conversation } from "./Conversation.tsx";
import { copyText } from "./copy-text.ts";
import { LongText } from "./LongText.tsx";
import style from "./RowDrawer.module.css";

type Call = RowDetail["calls"][number];

/** The calls a row came from: what was sent, what came back, what it took. */
export function RowCalls({ calls }: { readonly calls: readonly Call[] }) {
  if (calls.length === 0) return null;
  return (
    <section>
      <h3 className={style.title}>{countOf(calls.length, "call")} behind this row</h3>
      {calls.map((call) => (
        <CallEntry key={call.key} call={call} />
      ))}
    </section>
  );
}

function CallEntry({ call }: { readonly call: Call }) {
  const facts = [
    call.costUsd === null ? "cost unknown" : formatUsd(call.costUsd),
    call.latencyMs === null ? null : formatDuration(call.latencyMs),
    call.at === null ? null : formatClock(call.at, Date.now()),
  ].filter((each) => each !== null);
  return (
    <article className={style.call} aria-label={`Call to ${call.model}`}>
      <div className={style.callHead}>
        <span className={style.model}>{call.model}</span>
        <span className={style.soft}>{facts.join(" · ")}</span>
        <button type="button" className={style.key} title="Copy the key of this call" onClick={() => copyText(call.key, "call key")}>
          {call.key.slice(0, 12)}
        </button>
      </div>
      {call.messages.length === 0 ? (
        <p className={style.soft}>The notebook has changed since; it no longer makes the messages of this call.</p>
      ) : (
        <Conversation messages={call.messages} />
      )}
      {call.reply === null ? null : (
        <div className={style.turn}>
          <div className={style.role}>reply</div>
          <LongText text={call.reply} look="reply" />
        </div>
      )}
      {call.failure === null ? null : (
        <p className={style.bad}>
          <Coded>{call.failure}</Coded>
        </p>
      )}
      {call.raw === null ? null : <RawReply raw={call.raw} />}
    </article>
  );
}

function RawReply({ raw }: { readonly raw: string }) {
  return (
    <details className={style.rawReply}>
      <summary>Raw reply</summary>
      <LongText text={indented(raw)} look="raw" />
      <Button size="small" look="quiet" icon={<Copy />} onClick={() => copyText(raw, "raw reply")}>
        Copy
      </Button>
    </details>
  );
}

function indented(raw: string): string {
  try {
    return JSON.stringify(JSON.parse(raw), null, 2);
  } catch {
    // Not JSON: an outcome of its own, and shown as it came.
    return raw;
  }
}
