import { CaseSensitive, ChevronDown, ChevronRight, ChevronUp, Regex, WholeWord, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { Button } from "../kit/Button.tsx";
import { TextInput } from "../kit/Field.tsx";
import { formatCount } from "../kit/format.ts";
import { IconButton } from "../kit/IconButton.tsx";
import { useSession, useSessionView } from "../state/hooks.ts";
import { goToBlock, type SessionView } from "../state/session.ts";
import style from "./FindBar.module.css";
import { type Finding, useFind } from "./use-find.ts";
import { useFindHighlights } from "./use-find-highlights.ts";

/** Finds and replaces in the whole notebook, while it is asked for. */
export function FindBar() {
  const asked = useSessionView((view) => view.finding);
  return asked === null ? null : <Bar asked={asked} />;
}

function Bar({ asked }: { readonly asked: NonNullable<SessionView["finding"]> }) {
  const session = useSession();
  const field = useRef<HTMLInputElement>(null);
  const finding = useFind();
  const { query, setQuery, matches, at, step } = finding;
  useFindHighlights(query, matches, at);
  // Asked again, it is there to be typed over.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each asking is another object
  useEffect(() => field.current?.select(), [asked]);
  const close = (): void => {
    const match = at === null ? undefined : matches[at];
    session.store.setState({ finding: null });
    const { selected } = session.store.getState();
    const block = match?.key ?? selected;
    if (block) goToBlock(session, block);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const isField = event.target instanceof HTMLInputElement;
    if (event.key === "Escape") close();
    else if (event.key === "F3" || (event.key === "Enter" && event.target === field.current)) step(event.shiftKey ? -1 : 1);
    else if (event.key === "Enter" && isField) finding.replace();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const turn = (key: "matchesCase" | "isWord" | "isPattern") => ({
    pressed: query[key],
    onClick: () => setQuery({ ...query, [key]: !query[key] }),
  });
  return (
    <search className={style.bar} data-keys="Shift+Enter" aria-label="Find in the notebook" onKeyDown={onKeyDown}>
      <IconButton
        name={asked.replaces ? "Hide replacing" : "Replace as well"}
        icon={asked.replaces ? <ChevronDown /> : <ChevronRight />}
        onClick={() => session.store.setState({ finding: { replaces: !asked.replaces } })}
      />
      <div className={style.lines}>
        <div className={style.line}>
          <TextInput
            ref={field}
            aria-label="Find"
            placeholder="Find in sources and text"
            aria-invalid={finding.problem !== null}
            value={query.text}
            onChange={(event) => setQuery({ ...query, text: event.target.value })}
          />
          <IconButton name="Tell capitals apart" icon={<CaseSensitive />} {...turn("matchesCase")} />
          <IconButton name="Whole words only" icon={<WholeWord />} {...turn("isWord")} />
          <IconButton name="Regular expression" icon={<Regex />} {...turn("isPattern")} />
          <IconButton name="Previous match" keys="Shift+Enter" icon={<ChevronUp />} disabled={at === null} onClick={() => step(-1)} />
          <IconButton name="Next match" keys="Enter" icon={<ChevronDown />} disabled={at === null} onClick={() => step(1)} />
          <IconButton name="Close" keys="Esc" icon={<X />} onClick={close} />
        </div>
        {asked.replaces ? <ReplaceLine finding={finding} onLast={() => field.current?.focus()} /> : null}
        <p className={`${style.count} ${finding.problem === null ? "" : style.problem}`} role="status">
          {finding.problem ?? countWords(finding)}
        </p>
      </div>
    </search>
  );
}

/** `onLast`: nothing is left to replace, and a button that goes grey would lose the focus. */
function ReplaceLine({ finding, onLast }: { readonly finding: Finding; readonly onLast: () => void }) {
  const { matches, at, query } = finding;
  return (
    <div className={style.line}>
      <TextInput
        aria-label="Replace by"
        placeholder={query.isPattern ? "Replace by; $1 is the first group" : "Replace by"}
        value={finding.replacement}
        onChange={(event) => finding.setReplacement(event.target.value)}
      />
      <Button
        size="small"
        disabled={at === null}
        onClick={() => {
          finding.replace();
          if (matches.length === 1) onLast();
        }}
      >
        Replace
      </Button>
      <Button
        size="small"
        disabled={at === null}
        onClick={() => {
          finding.replaceAll();
          onLast();
        }}
      >
        Replace all{matches.length > 1 ? ` ${formatCount(matches.length)}` : ""}
      </Button>
    </div>
  );
}

/** "3 of 12 · answers, line 4". */
function countWords({ query, matches, at }: Finding): string {
  if (query.text === "") return "";
  const match = at === null ? undefined : matches[at];
  if (at === null || match === undefined) return "No match.";
  return `${formatCount(at + 1)} of ${formatCount(matches.length)} · ${match.cell ?? "text"}, line ${match.line}`;
}
