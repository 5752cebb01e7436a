import { Plus, X } from "lucide-react";
import { Button } from "../../kit/Button.tsx";
import { Coded } from "../../kit/Coded.tsx";
import { IconButton } from "../../kit/IconButton.tsx";
import type { FormLeadProps } from "../cell-view.ts";
import { DraftInput } from "../DraftInput.tsx";
import { problemBelow } from "../field-problems.ts";
import { useBodyWriter } from "../use-body-writer.ts";
import { valueAt } from "../yaml-values.ts";
import style from "./TeacherMethod.module.css";
import { conditionText, mapsIn, readCondition, readValues, valuesText } from "./teacher-lines.ts";

type TeacherListsProps = FormLeadProps & { readonly method: string };

type Part = {
  readonly key: string;
  readonly label: string;
  readonly show: (value: unknown) => string;
  readonly read: (typed: string) => unknown;
};

const asText = (value: unknown): string => (value === undefined || value === null ? "" : String(value));
const optional = (typed: string): string | undefined => (typed.trim() === "" ? undefined : typed.trim());

/** Options that are lists of small maps: a persona's attributes, the stages of an edit. */
const lists: {
  readonly [method: string]: {
    readonly path: readonly string[];
    readonly caption: string;
    readonly noun: string;
    readonly parts: readonly Part[];
    readonly fresh: object;
  };
} = {
  persona: {
    path: ["persona", "attributes"],
    caption: "Attributes: of each, a persona has one value; numbers after them are weights.",
    noun: "attribute",
    fresh: { name: "topic", values: ["one", "another"] },
    parts: [
      { key: "name", label: "Name", show: asText, read: optional },
      { key: "values", label: "Values: easy: 2, hard: 1", show: valuesText, read: readValues },
      { key: "when", label: "Only when: topic: maths or history", show: conditionText, read: readCondition },
    ],
  },
  edit: {
    path: ["edit", "stages"],
    caption: "Stages: what is done to an answer, one after the other.",
    noun: "stage",
    fresh: {},
    parts: [
      { key: "prompt", label: "Prompt: edit, continue or a prompt cell", show: asText, read: optional },
      { key: "model", label: "Model: the cell's own when empty", show: asText, read: optional },
    ],
  },
};

/** Those lists as lines to edit; nothing for methods without one. */
export function TeacherLists({ cell, values, problems, method }: TeacherListsProps) {
  const list = lists[method];
  const write = useBodyWriter(cell, list?.path ?? []);
  if (list === undefined) return null;
  const { path, caption, noun, parts, fresh } = list;
  const lines = mapsIn(valueAt(values, path.join(".")));
  if (lines === null) return <p className={style.name}>The {noun}s are no list. Mend them under Text.</p>;
  return (
    <>
      <p className={style.name}>{caption}</p>
      <ol className={style.lines} aria-label={`${noun}s of ${cell}`}>
        {lines.map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no identity but its place
          <li key={at} className={style.line}>
            {parts.map(({ key, label, show, read }) => (
              <DraftInput
                key={key}
                aria-label={`${label.split(":")[0] ?? label} of ${noun} ${at + 1}`}
                placeholder={label}
                text={show(line[key])}
                onCommit={(typed) => write([at, key], read(typed))}
              />
            ))}
            <IconButton
              name={`Remove ${noun} ${at + 1}`}
              icon={<X />}
              onClick={() => write([], lines.length === 1 ? undefined : lines.toSpliced(at, 1))}
            />
            <Complaint sentence={problemBelow(problems, `${path.join(".")}.${at}`)} />
          </li>
        ))}
      </ol>
      <Button size="small" icon={<Plus />} onClick={() => write([], [...lines, fresh])}>
        Add {noun}
      </Button>
    </>
  );
}

function Complaint({ sentence }: { readonly sentence: string | undefined }) {
  return sentence === undefined ? null : (
    <span className={style.problem}>
      <Coded>{sentence}</Coded>
    </span>
  );
}
