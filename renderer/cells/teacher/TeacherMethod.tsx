import { teachingMethod } from "#shared/teaching/methods.ts";
import type { FormLeadProps } from "../cell-view.ts";
import { TeacherLists } from "./TeacherLists.tsx";
import style from "./TeacherMethod.module.css";

/** What the chosen method does and where it was published, and those of its options that are lists. */
export function TeacherMethod(props: FormLeadProps) {
  const method = teachingMethod(typeof props.values.method === "string" ? props.values.method : "answer");
  return (
    <section className={style.lead} aria-label={`Method of ${props.cell}`}>
      <p className={style.sentence}>{method.sentence}</p>
      {method.citation === null ? null : (
        <p className={style.citation}>
          {method.citation.text}{" "}
          <a href={method.citation.url} target="_blank" rel="noreferrer">
            {method.citation.url.replace("https://", "")}
          </a>
        </p>
      )}
      <TeacherLists {...props} method={method.name} />
    </section>
  );
}
