import { ChevronLeft, ChevronRight } from "lucide-react";
import { useEffect, useState } from "react";
import { AssayError } from "#shared/assay-error.ts";
import { Coded } from "../kit/Coded.tsx";
import { countOf, formatCount } from "../kit/format.ts";
import { IconButton } from "../kit/IconButton.tsx";
import { useSession, useSessionView } from "../state/hooks.ts";
import style from "./Inspector.module.css";

type Rendered = Awaited<ReturnType<ReturnType<typeof useSession>["connection"]["client"]["cell"]["renderPrompt"]>>;
/** What was asked for and came; a sentence where nothing could be rendered. */
type Shown = { readonly row: number; readonly rendered: Rendered | string };

/** What the cell would send for one of its rows. */
export function InspectedPrompt({ cell }: { readonly cell: string }) {
  const session = useSession();
  const revision = useSessionView((view) => view.remote.revision);
  // What is rendered depends on the rows above, and on whether there are any yet.
  const rowsAbove = useSessionView((view) =>
    (view.remote.cells[cell]?.upstream ?? []).map((name) => `${name} ${view.remote.cells[name]?.result?.recipe ?? ""}`).join(" "),
  );
  const [row, setRow] = useState(0);
  const [shown, setShown] = useState<Shown | null>(null);
  // Another text renders another prompt, and so do other rows.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const leaving = new AbortController();
    session.connection.client.cell
      .renderPrompt({ notebook: session.notebook, cell, row }, { signal: leaving.signal })
      .then((rendered) => setShown({ row, rendered }))
      .catch((error: unknown) => {
        if (leaving.signal.aborted) return;
        setShown({ row, rendered: error instanceof AssayError ? error.message : "The prompt could not be rendered." });
      });
    return () => leaving.abort();
  }, [session, cell, row, revision, rowsAbove]);
  if (shown === null) return null;
  const { rendered } = shown;
  const isThere = typeof rendered !== "string" && rendered.messages.length > 0;
  return (
    <section className={style.section}>
      <div className={style.prompt}>
        <h2 className={style.title}>
          Row {formatCount(shown.row + 1)}, as sent{isThere && rendered.tokens > 0 ? ` · ${countOf(rendered.tokens, "token")}` : ""}
        </h2>
        <IconButton name="Prompt of the row before" icon={<ChevronLeft />} disabled={row === 0} onClick={() => setRow(row - 1)} />
        <IconButton
          name="Prompt of the next row"
          icon={<ChevronRight />}
          disabled={!isThere || shown.row !== row}
          onClick={() => setRow(row + 1)}
        />
      </div>
      {typeof rendered === "string" ? (
        <p className={style.soft}>
          <Coded>{rendered}</Coded>
        </p>
      ) : (
        <>
          {rendered.messages.map((message, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: messages have no identity but their place
            <div key={index} className={style.message}>
              <div className={style.soft}>{message.role}</div>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
              <section className={style.content} aria-label={`Message ${index + 1}, ${message.role}`} tabIndex={0}>
                {message.content}
              </section>
            </div>
          ))}
          {rendered.problems.map((problem) => (
            <p key={problem.sentence} className={style.bad}>
              <Coded>{`${problem.sentence} ${problem.hint ?? ""}`}</Coded>
            </p>
          ))}
        </>
      )}
    </section>
  );
}
