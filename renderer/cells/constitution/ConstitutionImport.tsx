import { Plus, Replace } from "lucide-react";
import { useMemo, useState } from "react";
import { addPrinciples, importConstitution } from "#shared/constitution/import.ts";
import type { WrittenPrinciple } from "#shared/constitution/principle.ts";
import { Button } from "../../kit/Button.tsx";
import { countOf } from "../../kit/format.ts";
import form from "../CellForm.module.css";
import style from "./ConstitutionForm.module.css";
import { ImportProblems } from "./ImportProblems.tsx";
import { PrincipleText } from "./PrincipleText.tsx";

type ConstitutionImportProps = {
  readonly present: readonly WrittenPrinciple[];
  /** Puts these in the place of what is there. `what` says what was done. */
  readonly onWrite: (principles: readonly WrittenPrinciple[], what: string, added: boolean) => void;
};

/** Principles from a text or file, beside those that are there or in their place. */
export function ConstitutionImport({ present, onWrite }: ConstitutionImportProps) {
  const [text, setText] = useState("");
  const found = useMemo(() => (text.trim() === "" ? null : importConstitution(text)), [text]);
  const coming = useMemo(() => addPrinciples(present, found?.principles ?? []), [present, found]);
  const principles = found?.principles ?? [];
  const known = principles.length - coming.length;
  return (
    <details className={form.mapping}>
      <summary>
        Import <span className={form.soft}>principles from Markdown, JSON or YAML; nothing is written until you say so</span>
      </summary>
      <PrincipleText name="Principles to import" text={text} onChange={setText} />
      {found === null ? null : (
        <div className={style.import}>
          <ImportProblems problems={found.problems} />
          <p role="status">
            {principles.length === 0 ? "No principle found." : `${countOf(principles.length, "principle")} found.`}
            {known > 0 ? ` ${known === principles.length ? "All are" : `${known} ${known === 1 ? "is" : "are"}`} here already.` : ""}
          </p>
          <span className={style.actions}>
            {coming.length > 0 ? (
              <Button
                size="small"
                look="primary"
                icon={<Plus />}
                onClick={() => {
                  onWrite(coming, `Added ${countOf(coming.length, "principle")}.`, true);
                  setText("");
                }}
              >
                Add {countOf(coming.length, "principle")}
              </Button>
            ) : null}
            {principles.length > 0 && present.length > 0 ? (
              <Button
                size="small"
                icon={<Replace />}
                onClick={() => {
                  onWrite(principles, `Replaced ${countOf(present.length, "principle")} by ${principles.length}.`, false);
                  setText("");
                }}
              >
                Replace all {present.length} by these {principles.length}
              </Button>
            ) : null}
          </span>
        </div>
      )}
    </details>
  );
}
