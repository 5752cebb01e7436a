import type { ProseValue } from "#shared/notebook/resolve-value.ts";

/** A value of a text as it leaves the notebook. `tone` names its looks; `aside` stands behind it. */
export type ValueWords = {
  readonly text: string;
  readonly aside: string;
  readonly tone: "plain" | "value" | "value warn" | "missing" | "wrong";
};

/** What is said of a value in a file for others: that it is old, tried or simulated, and of one that can't be told, why. */
export function valueWords(value: ProseValue, raw: string): ValueWords {
  switch (value.type) {
    case "value": {
      const aside = [value.mark, value.isSimulated ? "simulated" : null].filter((word) => word !== null).join(", ");
      const tone = value.mark === null ? (aside === "" ? "plain" : "value") : "value warn";
      return { text: value.text, aside: aside === "" ? "" : `(${aside})`, tone };
    }
    case "missing":
      return { text: "(not run yet)", aside: "", tone: "missing" };
    case "problem":
      return { text: raw, aside: `${value.sentence} ${value.hint}`.replaceAll("`", ""), tone: "wrong" };
    case "text":
      return { text: raw, aside: "", tone: "plain" };
  }
}
