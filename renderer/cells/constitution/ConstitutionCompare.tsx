import { useMemo, useState } from "react";
import { constitution } from "#shared/cells/constitution.ts";
import { compareConstitutions, type PrincipleChange, principleParts } from "#shared/constitution/compare.ts";
import { importConstitution } from "#shared/constitution/import.ts";
import { constitutionHash, type WrittenPrinciple } from "#shared/constitution/principle.ts";
import type { NotebookDocument } from "#shared/notebook/document.ts";
import { cellsOf } from "#shared/notebook/document.ts";
import { Badge } from "../../kit/Badge.tsx";
import { EmptyState } from "../../kit/EmptyState.tsx";
import { Choice } from "../../kit/Field.tsx";
import { useSessionView } from "../../state/hooks.ts";
import { WordDifference } from "../WordDifference.tsx";
import style from "./ConstitutionCompare.module.css";
import { ImportProblems } from "./ImportProblems.tsx";
import { PrincipleText } from "./PrincipleText.tsx";

const fromText = "";

/** This constitution beside another version of it: another cell's, or one that is pasted or taken from a file. */
export function ConstitutionCompare({ cell }: { readonly cell: string }) {
  const document = useSessionView((view) => view.buffer.mine);
  const versions = useMemo(() => versionsIn(document), [document]);
  const others = versions.filter(({ name }) => name !== cell);
  const [chosen, setChosen] = useState<string | null>(null);
  const [text, setText] = useState("");
  const imported = useMemo(() => (text.trim() === "" ? null : importConstitution(text)), [text]);
  const own = versions.find(({ name }) => name === cell)?.principles ?? null;
  const against = chosen ?? others[0]?.name ?? fromText;
  const other = against === fromText ? (imported?.principles ?? null) : (others.find(({ name }) => name === against)?.principles ?? null);
  return (
    <>
      <div className={style.bar}>
        <span className={style.label}>Compare with</span>
        <Choice
          aria-label="Version to compare with"
          value={against}
          options={[...others.map(({ name }) => ({ value: name, label: name })), { value: fromText, label: "a text or file" }]}
          onChange={setChosen}
        />
      </div>
      {against === fromText ? (
        <>
          <PrincipleText name="Other version" text={text} onChange={setText} />
          <ImportProblems problems={imported?.problems ?? []} />
        </>
      ) : null}
      {own === null ? (
        <EmptyState title="This constitution can't be read as it stands.">Mend what is marked in its form or text.</EmptyState>
      ) : other === null || other.length === 0 ? (
        against === fromText ? null : (
          <EmptyState title={`${against} can't be read as it stands.`}>Mend it first, or compare with a text.</EmptyState>
        )
      ) : (
        <Changes cell={cell} before={other} after={own} />
      )}
    </>
  );
}

type ChangesProps = { readonly cell: string; readonly before: readonly WrittenPrinciple[]; readonly after: readonly WrittenPrinciple[] };

function Changes({ cell, before, after }: ChangesProps) {
  const changes = compareConstitutions(before, after);
  const shown = changes.filter(({ type, moved }) => type !== "same" || moved);
  const count = (kind: PrincipleChange["type"]): number => changes.filter(({ type }) => type === kind).length;
  const moved = changes.filter((change) => change.moved).length;
  const facts = [
    ...(["added", "removed", "changed"] as const).flatMap((kind) => (count(kind) > 0 ? `${count(kind)} ${kind}` : [])),
    ...(moved > 0 ? [`${moved} moved`] : []),
    `${count("same")} the same`,
  ];
  return (
    <section aria-label={`What became of the principles of ${cell}`}>
      <p className={style.facts}>
        From that version to this one: {facts.join(" · ")}{" "}
        <span className={style.hashes}>
          {constitutionHash(before)} → {constitutionHash(after)}
        </span>
      </p>
      <ul className={style.changes}>
        {shown.map((change) => (
          <Change key={`${change.type} ${change.after?.id ?? change.before?.id}`} change={change} />
        ))}
      </ul>
    </section>
  );
}

const tones = { same: "neutral", changed: "warn", added: "good", removed: "bad" } as const;

function Change({ change }: { readonly change: PrincipleChange }) {
  const { type, before, after, moved } = change;
  // The id stands above already, unless it is what changed.
  const parts = principleParts.filter((part) => (before?.[part] ?? "") !== (after?.[part] ?? "") && (part !== "id" || type === "changed"));
  return (
    <li className={style.change}>
      <span className={style.id}>{after?.id ?? before?.id}</span>
      <Badge tone={tones[type]}>{type === "same" ? "moved" : moved ? `${type}, moved` : type}</Badge>
      {parts.map((part) => (
        <p key={part} className={style.part}>
          <span className={style.label}>{part}</span>
          <span>
            <WordDifference before={before?.[part] ?? ""} after={after?.[part] ?? ""} />
          </span>
        </p>
      ))}
    </li>
  );
}

type Version = { readonly name: string; readonly principles: readonly WrittenPrinciple[] | null };

/** Every constitution of the notebook as it is written now; null where it can't be read. */
function versionsIn(document: NotebookDocument): readonly Version[] {
  return cellsOf(document)
    .filter(({ kind }) => kind === constitution.kind)
    .map(({ name, body }) => {
      const reading = constitution.read(body);
      return { name, principles: reading.ok ? reading.body.principles : null };
    });
}
