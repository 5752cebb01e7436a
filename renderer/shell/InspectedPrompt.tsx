import { useEffect, useState } from "react";
import { AssayError } from "#shared/assay-error.ts";
import { Coded } from "../kit/Coded.tsx";
import { countOf } from "../kit/format.ts";
import { useSession, useSessionView } from "../state/hooks.ts";
import style from "./Inspector.module.css";

type Rendered = Awaited<ReturnType<ReturnType<typeof useSession>["connection"]["client"]["cell"]["renderPrompt"]>>;

/** What the cell would send for its first row. */
export function InspectedPrompt({ cell }: { readonly cell: string }) {
  const session = useSession();
  const revision = useSessionView((view) => view.remote.revision);
  // What is rendered depends on the rows above, and on whether there are any yet.
  const rowsAbove = useSessionView((view) =>
    (view.remote.cells[cell]?.upstream ?? []).map((name) => `${name} ${view.remote.cells[name]?.result?.recipe ?? ""}`).join(" "),
  );
  const [rendered, setRendered] = useState<Rendered | string | null>(null);
  // Another text renders another prompt, and so do other rows.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const leaving = new AbortController();
    session.connection.client.cell
      .renderPrompt({ notebook: session.notebook, cell, row: 0 }, { signal: leaving.signal })
      .then(setRendered)
      .catch((error: unknown) => {
        if (!leaving.signal.aborted) setRendered(error instanceof AssayError ? error.message : "The prompt could not be rendered.");
      });
    return () => leaving.abort();
  }, [session, cell, revision, rowsAbove]);
  if (rendered === null) return null;
  return (
    <section className={style.section}>
      <h2 className={style.title}>
        First row, as sent{typeof rendered === "string" || rendered.tokens === 0 ? "" : ` · ${countOf(rendered.tokens, "token")}`}
      </h2>
      {typeof rendered === "string" ? (
        <p className={style.soft}>
          <Coded>{rendered}</Coded>
        </p>
      ) : null}
      {typeof rendered === "string"
        ? null
        : rendered.messages.map((message, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: messages have no identity but their place
            <div key={index} className={style.message}>
              <div className={style.soft}>{message.role}</div>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
              <section className={style.content} aria-label={`Message ${index + 1}, ${message.role}`} tabIndex={0}>
                {message.content}
              </section>
            </div>
          ))}
      {typeof rendered === "string"
        ? null
        : rendered.problems.map((problem) => (
            <p key={problem.sentence} className={style.bad}>
              <Coded>{problem.sentence}</Coded>
            </p>
          ))}
    </section>
  );
}
