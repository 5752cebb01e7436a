import { AssayError } from "#shared/assay-error.ts";
import { Coded } from "../kit/Coded.tsx";
import style from "./ModelsPanel.module.css";
import type { ProviderDraft } from "./provider-draft.ts";

/** What happened, where, and what to do. */
export type ThreeLines = { readonly what: string; readonly where: string; readonly next: string };

export function FormProblem({ lines }: { readonly lines: ThreeLines }) {
  return (
    <div className={style.problem} role="alert">
      <div className={style.what}>
        <Coded>{lines.what}</Coded>
      </div>
      <div className={style.soft}>{lines.where}</div>
      <div>
        <Coded>{lines.next}</Coded>
      </div>
    </div>
  );
}

export function threeLines(error: unknown, draft: ProviderDraft): ThreeLines {
  const where = `${draft.id} at ${draft.baseUrl}`;
  if (error instanceof AssayError)
    return { what: error.message, where, next: error.hint ?? "Check the address and the key, then try again." };
  return { what: error instanceof Error ? error.message : String(error), where, next: "Try again." };
}
