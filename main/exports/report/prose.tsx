import Markdown, { type Components, defaultUrlTransform } from "react-markdown";
import rehypeKatex from "rehype-katex";
import rehypeSanitize, { defaultSchema } from "rehype-sanitize";
import remarkGfm from "remark-gfm";
import remarkMath from "remark-math";
import { plainHtml } from "./plain-html.ts";

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
export function Prose({ markdown, name }: { readonly markdown: string; readonly name: string }) {
  if (markdown.trim() === "") return null;
  return (
    <div className="prose">
      <Markdown
        remarkPlugins={[remarkGfm, remarkMath, plainHtml]}
        remarkRehypeOptions={{ clobberPrefix: `${name}-` }}
        rehypePlugins={[
          [rehypeSanitize, schema],
          [rehypeKatex, katex],
        ]}
        urlTransform={safeUrl}
        components={components}
      >
        {markdown}
      </Markdown>
    </div>
  );
}

/** Web and mail links, places in this page, and pictures carried along; everything else is no address here. */
function safeUrl(url: string, key: string): string {
  if (key === "src") return /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]*$/.test(url) ? url : "";
  if (url.startsWith("#")) return url;
  return /^(?:https?|mailto):/i.test(url) ? defaultUrlTransform(url) : "";
}
