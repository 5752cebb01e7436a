import { PencilRuler } from "lucide-react";
import { revise, reviseStages } from "#shared/cells/revise.ts";
import { defaultRevisePrompts } from "#shared/prompts/revise-prompts.ts";
import type { CellView } from "../cell-view.ts";
import { errorTabs, ledgerTabs, spendTab, tableTabs, textTabs } from "../tabs.tsx";
import { ReviseChain } from "./ReviseChain.tsx";
import { RevisePrinciples } from "./RevisePrinciples.tsx";

export const reviseView: CellView = {
  icon: <PencilRuler />,
  promise: "Run it to see each answer criticised and written anew. Try it on 8 rows first with Ctrl+Shift+Enter.",
  defaultPrompts: (source) => {
    const reading = revise.read(source);
    if (!reading.ok) return [];
    const { prompts } = reading.body;
    return reviseStages
      .filter((stage) => prompts[stage] === undefined)
      .map((stage) => ({ key: `prompts.${stage}`, name: `Default ${stage} prompt`, text: defaultRevisePrompts[stage] }));
  },
  line: ({ summary }) => summary,
  outputs: (props) => {
    const { cell, result } = props;
    const [rows, ...others] = tableTabs(props, "Rows");
    return [
      ...(rows === undefined ? [] : [rows]),
      { id: "chain", label: "Chain", flows: true, content: <ReviseChain cell={cell} result={result} /> },
      { id: "principles", label: "Principles used", flows: true, content: <RevisePrinciples cell={cell} result={result} /> },
      ...others,
      ...textTabs(props, `${cell}_final`),
      ...errorTabs(props),
      spendTab(props),
      ...ledgerTabs(props),
    ];
  },
};
