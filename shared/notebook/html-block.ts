/** An open HTML block of CommonMark (§4.6): Markdown inside is not read until it ends. */
export type HtmlBlock = {
  readonly ends: RegExp;
  /** Text that ends it, for when something is put behind it. Empty: a blank line does. */
  readonly closer: string;
};

const raw = ["pre", "script", "style", "textarea"];
const blockTags = (
  "address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset figcaption " +
  "figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link main menu menuitem nav noframes ol " +
  "optgroup option p param search section summary table tbody td tfoot th thead title tr track ul"
).replaceAll(" ", "|");
const blankLine = /^[ \t\r\n]*$/;
const blockTag = new RegExp(`^ {0,3}</?(?:${blockTags})(?:[ \\t]|/?>|[\\r\\n]|$)`, "i");
const attribute = "[ \\t]+[A-Za-z_:][\\w.:-]*(?:[ \\t]*=[ \\t]*(?:[^ \\t\"'=<>`]+|'[^']*'|\"[^\"]*\"))?";
const anyTag = new RegExp(`^ {0,3}(?:<[A-Za-z][A-Za-z0-9-]*(?:${attribute})*[ \\t]*/?>|</[A-Za-z][A-Za-z0-9-]*[ \\t]*>)[ \\t\\r\\n]*$`);

const starts: readonly { readonly begins: RegExp; readonly ends: RegExp; readonly closer: string }[] = [
  ...raw.map((tag) => ({
    begins: new RegExp(`^ {0,3}<${tag}(?:[ \\t>\\r\\n]|$)`, "i"),
    ends: /<\/(?:pre|script|style|textarea)>/i,
    closer: `</${tag}>`,
  })),
  { begins: /^ {0,3}<!--/, ends: /-->/, closer: "-->" },
  { begins: /^ {0,3}<\?/, ends: /\?>/, closer: "?>" },
  { begins: /^ {0,3}<!\[CDATA\[/, ends: /\]\]>/, closer: "]]>" },
  { begins: /^ {0,3}<![A-Za-z]/, ends: />/, closer: ">" },
  { begins: blockTag, ends: blankLine, closer: "" },
];

/** The HTML block a line opens. `inParagraph`: a tag of no special name cannot interrupt a paragraph. */
export function openHtmlBlock(line: string, inParagraph: boolean): HtmlBlock | null {
  if (!/^ {0,3}</.test(line)) return null;
  for (const { begins, ends, closer } of starts) {
    if (begins.test(line)) return { ends, closer };
  }
  return !inParagraph && anyTag.test(line) ? { ends: blankLine, closer: "" } : null;
}
