import type { CellKind } from "./cell-kind.ts";

export type PromptBody = { readonly template: string };

export const prompt: CellKind<PromptBody> = {
  kind: "prompt",
  title: "Prompt",
  sentence: "A Jinja template; lines [system], [user] and [assistant] split it into messages.",
  language: "jinja",
  costClass: "free",
  recipeVersion: 1,
  pacingKeys: [],
  // Template errors need the columns it is rendered with, so the engine reports them where the prompt is used.
  read: (source) => ({ ok: true, body: { template: source } }),
  references: () => [],
  tables: () => [],
  summary: (body) => {
    const words = body.template.split(/\s+/).filter(Boolean).length;
    return `${words} words`;
  },
  starter: "[system]\nAnswer in one short sentence.\n\n[user]\n{{ question }}\n",
  fields: [],
};
