import { Plus, X } from "lucide-react";
import { useId } from "react";
import { constitutionHash, type WrittenPrinciple } from "#shared/constitution/principle.ts";
import { Button } from "../../kit/Button.tsx";
import { countOf } from "../../kit/format.ts";
import { IconButton } from "../../kit/IconButton.tsx";
import { notify } from "../../kit/toast.ts";
import { useSession } from "../../state/hooks.ts";
import { sealHistory, travel } from "../../state/session-edits.ts";
import type { FormLeadProps } from "../cell-view.ts";
import { DraftInput, DraftText } from "../DraftInput.tsx";
import { problemBelow } from "../field-problems.ts";
import list from "../LineForm.module.css";
import { describedBy, LineProblem } from "../LineProblem.tsx";
import { useBodyWriter } from "../use-body-writer.ts";
import style from "./ConstitutionForm.module.css";
import { ConstitutionImport } from "./ConstitutionImport.tsx";
import { freePrincipleId, type PrincipleLine, principleLines, writtenPrinciples } from "./principle-lines.ts";

/** The principles as a list to edit, each with what it asks of a critique and of a revision. */
export function ConstitutionForm({ cell, values, problems }: FormLeadProps) {
  const session = useSession();
  const write = useBodyWriter(cell, ["principles"]);
  const lines = principleLines(values);
  if (lines === null) return <p className={list.note}>The principles are no list. Mend them under Text.</p>;
  const written: readonly unknown[] = Array.isArray(values.principles) ? values.principles : [];
  const principles = writtenPrinciples(lines);
  const importThem = (coming: readonly WrittenPrinciple[], what: string, added: boolean): void => {
    // An edit of its own, so that one undo brings back what was there.
    sealHistory(session);
    write([], added ? [...written, ...coming] : coming);
    sealHistory(session);
    notify(what, { action: { label: "Undo", run: () => travel(session, "undo") } });
  };
  return (
    <section className={list.form} aria-label={`Principles of ${cell}`}>
      <p className={style.version}>
        {countOf(lines.length, "principle")} · version <code>{constitutionHash(principles)}</code>, made of what is written here
      </p>
      <ol className={list.lines}>
        {lines.map((line, at) => (
          <PrincipleRow
            key={`${line.id} ${lines.findIndex(({ id }) => id === line.id) === at ? "" : at}`}
            line={line}
            name={line.id || `principle ${at + 1}`}
            problem={problemBelow(problems, `principles.${at}`)}
            onChange={(key, value) => write([at, key], value)}
            onRemove={() => write([], written.toSpliced(at, 1))}
          />
        ))}
      </ol>
      <Button
        size="small"
        icon={<Plus />}
        onClick={() => write([], [...written, { id: freePrincipleId(lines), text: "Prefer the response that …" }])}
      >
        Add principle
      </Button>
      <ConstitutionImport present={principles} onWrite={importThem} />
    </section>
  );
}

type PrincipleRowProps = {
  readonly line: PrincipleLine;
  readonly name: string;
  readonly problem: string | undefined;
  readonly onChange: (key: keyof PrincipleLine, value: string | undefined) => void;
  readonly onRemove: () => void;
};

function PrincipleRow({ line, name, problem, onChange, onRemove }: PrincipleRowProps) {
  const note = useId();
  return (
    <li className={`${list.line} ${style.principle}`}>
      <DraftInput mono aria-label={`Id of ${name}`} text={line.id} onCommit={(id) => onChange("id", id)} {...describedBy(note, problem)} />
      <DraftText aria-label={`Text of ${name}`} text={line.text} onCommit={(text) => onChange("text", text)} />
      <IconButton name={`Remove ${name}`} icon={<X />} onClick={onRemove} />
      {(["critique", "revision"] as const).map((key) => (
        <div key={key} className={style.request}>
          <span>{key}</span>
          <DraftText
            aria-label={`${key === "critique" ? "Critique" : "Revision"} of ${name}`}
            text={line[key]}
            placeholder="none"
            onCommit={(text) => onChange(key, text === "" ? undefined : text)}
          />
        </div>
      ))}
      <LineProblem id={note} sentence={problem} />
    </li>
  );
}
