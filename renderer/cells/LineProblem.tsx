import { Coded } from "../kit/Coded.tsx";
import list from "./LineForm.module.css";

/** What is wrong with a line of a form, under it; nothing where nothing is. */
export function LineProblem({ id, sentence }: { readonly id: string; readonly sentence: string | undefined }) {
  return sentence === undefined ? null : (
    <p id={id} className={list.problem}>
      <Coded>{sentence}</Coded>
    </p>
  );
}

/** For the field that a line's problem is told of. */
export function describedBy(id: string, sentence: string | undefined) {
  return sentence === undefined ? {} : { "aria-describedby": id, "aria-invalid": true };
}
