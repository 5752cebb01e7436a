import Markdown, { type Components, defaultUrlTransform } from "react-markdown";
import rehypeKatex from "rehype-katex";
import rehypeSanitize, { defaultSchema } from "rehype-sanitize";
import remarkGfm from "remark-gfm";
import remarkMath from "remark-math";
import type { ReportProse } from "#main/engine/parts/report.ts";
import { markProse, placeMarks } from "#shared/notebook/prose-marks.ts";
import type { ProseValue } from "#shared/notebook/resolve-value.ts";
import { plainHtml } from "./plain-html.ts";
import { valueWords } from "./value-words.ts";

const schema = {
  ...defaultSchema,
  // Names in a text are set by us below, one prefix a text, so nothing in it can take the name of another place.
  clobber: [],
  attributes: { ...defaultSchema.attributes, code: [["className", /^language-./, "math-inline", "math-display"]] },
  protocols: { ...defaultSchema.protocols, src: ["data"] },
} satisfies typeof defaultSchema;

// Formulas become MathML, which browsers draw with their own fonts.
const katex = { output: "mathml", throwOnError: false, trust: false, strict: "ignore" } as const;

const components: Components = {
  a: ({ href, children }) => (href ? <a href={href}>{children}</a> : <span>{children}</span>),
  img: ({ src, alt }) =>
    typeof src === "string" && src !== "" ? (
      <img src={src} alt={alt ?? ""} />
    ) : (
      <span className="soft">[picture: {alt || "without words"}]</span>
    ),
  table: ({ children }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className="scroll" aria-label="Table" tabIndex={0}>
      <table>{children}</table>
    </section>
  ),
};

/** A text of the notebook. Raw HTML in it stays text; only links and pictures that load nothing unasked remain. */
export function Prose({ prose, name }: { readonly prose: ReportProse; readonly name: string }) {
  if (prose.markdown.trim() === "") return null;
  const { markdown, references } = markProse(prose.markdown);
  // A `data` element is a mark of ours: raw HTML makes none.
  const data: Components["data"] = ({ value }) => {
    const [reference, found] = [references[Number(value)], prose.values[Number(value)]];
    return reference === undefined || found === undefined ? null : <ProseData value={found} raw={reference.raw} />;
  };
  return (
    <div className="prose">
      <Markdown
        remarkPlugins={[remarkGfm, remarkMath, plainHtml]}
        remarkRehypeOptions={{ clobberPrefix: `${name}-` }}
        rehypePlugins={[[rehypeSanitize, schema], placeMarks(references), [rehypeKatex, katex]]}
        urlTransform={safeUrl}
        components={{ ...components, data }}
      >
        {markdown}
      </Markdown>
    </div>
  );
}

/** A cell's value in a text, marked where it is old or simulated; what can't be told says why. */
function ProseData({ value, raw }: { readonly value: ProseValue; readonly raw: string }) {
  const { text, aside, tone } = valueWords(value, raw);
  if (tone === "plain") return text;
  return (
    <span className={tone}>
      {tone === "wrong" ? <code>{text}</code> : text}
      {aside === "" ? null : <small> {aside}</small>}
    </span>
  );
}

/** Web and mail links, places in this page, and pictures carried along; everything else is no address here. */
function safeUrl(url: string, key: string): string {
  if (key === "src") return /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]*$/.test(url) ? url : "";
  if (url.startsWith("#")) return url;
  return /^(?:https?|mailto):/i.test(url) ? defaultUrlTransform(url) : "";
}
