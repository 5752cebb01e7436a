import { LongText } from "./LongText.tsx";
import type { ShownMessage } from "./messages-of.ts";
import style from "./RowDrawer.module.css";

/** Messages in the order they were said. */
export function Conversation({ messages }: { readonly messages: readonly ShownMessage[] }) {
  return messages.map((message, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: messages have no identity but their place
    <div key={index} className={style.turn}>
      <div className={style.role}>{message.role}</div>
      <LongText text={message.content} look="message" />
    </div>
  ));
}
