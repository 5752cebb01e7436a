/** The part of a Markdown tree looked at here. */
type MarkdownNode = { type: string; value?: string; children?: MarkdownNode[] };

const blockParents = new Set(["root", "blockquote", "listItem", "footnoteDefinition"]);

/** Shows raw HTML of a text as the characters it is; comments are left out. */
export function plainHtml() {
  return (tree: MarkdownNode): void => {
    visit(tree);
  };
}

function visit(parent: MarkdownNode): void {
  if (!parent.children) return;
  parent.children = parent.children.flatMap((node): MarkdownNode[] => {
    visit(node);
    if (node.type !== "html") return [node];
    const value = (node.value ?? "").replaceAll(/<!--[\s\S]*?(?:-->|$)/g, "");
    if (value.trim() === "") return [];
    const text = { type: "text", value };
    return [blockParents.has(parent.type) ? { type: "paragraph", children: [text] } : text];
  });
}
