import "katex/dist/katex.min.css";
import { memo, type ReactNode, useMemo } from "react";
import ReactMarkdown, { type Components, defaultUrlTransform } from "react-markdown";
import rehypeKatex from "rehype-katex";
import rehypeSanitize, { defaultSchema } from "rehype-sanitize";
import remarkGfm from "remark-gfm";
import remarkMath from "remark-math";
import { placeMarks } from "#shared/notebook/prose-marks.ts";
import type { ValueReference } from "#shared/notebook/prose-values.ts";
import style from "./Markdown.module.css";
import { ProseValue } from "./ProseValue.tsx";

/** Math marks survive the cleaning; KaTeX then writes its own, trusted elements. */
const schema: typeof defaultSchema = {
  ...defaultSchema,
  attributes: { ...defaultSchema.attributes, code: [["className", /^language-./, "math-inline", "math-display"]] },
  protocols: { ...defaultSchema.protocols, href: ["http", "https", "mailto"], src: [] },
};

type MarkdownProps = {
  readonly text: string;
  readonly prefix: string;
  /** What the marks in the text stand for. */
  readonly references?: readonly ValueReference[];
};

/** Markdown as type: no raw HTML, no remote images, links only to the web and to mail. */
export const Markdown = memo(function Markdown({ text, prefix, references = none }: MarkdownProps) {
  const components = useMemo(() => componentsFor(references), [references]);
  return (
    <div className={style.markdown}>
      <ReactMarkdown
        remarkPlugins={[remarkGfm, remarkMath]}
        rehypePlugins={[
          [rehypeSanitize, { ...schema, clobberPrefix: `${prefix}-` }],
          placeMarks(references),
          [rehypeKatex, { throwOnError: false, strict: "ignore", trust: false, maxExpand: 200 }],
        ]}
        urlTransform={webAddress}
        components={components}
      >
        {text}
      </ReactMarkdown>
    </div>
  );
});

const none: readonly ValueReference[] = [];

/** A `data` element is a mark of ours: raw HTML makes none. */
function componentsFor(references: readonly ValueReference[]): Components {
  return {
    a: Link,
    img: ImageText,
    data: ({ value }) => {
      const reference = references[Number(value)];
      return reference === undefined ? null : <ProseValue reference={reference} />;
    },
  };
}

function webAddress(address: string): string {
  return /^(https?:|mailto:|#)/i.test(address) ? defaultUrlTransform(address) : "";
}

/** A link shows where it goes. */
function Link({ href, children }: { readonly href?: string | undefined; readonly children?: ReactNode }) {
  if (!href || href.startsWith("#")) return <>{children}</>;
  const shown = typeof children === "string" && children === href;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {children}
      {shown ? null : <span className={style.address}> {href}</span>}
    </a>
  );
}

/** Pictures are named, not fetched. */
function ImageText({ alt }: { readonly alt?: string | undefined }) {
  return <span className={style.image}>[picture{alt ? `: ${alt}` : ""}]</span>;
}
