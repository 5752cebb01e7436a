import type { ShownItem } from "#shared/labelling/label-screen.ts";
import style from "./LabellingPane.module.css";

/** The question and what answers it, side by side; each text scrolls for itself. */
export function ItemTexts({ cell, item }: { readonly cell: string; readonly item: ShownItem }) {
  const names = item.texts.length === 1 ? ["Answer"] : ["First", "Second"];
  return (
    <>
      <Scrolling name={`Question in ${cell}`} look={style.question} text={item.question} />
      <div className={item.texts.length === 1 ? style.one : style.pair}>
        {item.texts.map(({ text, model }, at) => (
          <section key={names[at]} className={style.side}>
            <p className={style.sideName}>
              {names[at]}
              {model === null ? null : <span className={style.model}> {model}</span>}
            </p>
            <Scrolling
              key={item.key}
              name={names.length === 1 ? `Answer in ${cell}` : `${names[at]} answer in ${cell}`}
              look={style.text}
              text={text}
            />
          </section>
        ))}
      </div>
    </>
  );
}

function Scrolling({ name, look, text }: { readonly name: string; readonly look: string | undefined; readonly text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={look} tabIndex={0} aria-label={name} data-text={name}>
      {text === "" ? <span className={style.soft}>nothing</span> : text}
    </section>
  );
}
