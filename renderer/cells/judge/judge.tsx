import { Scale } from "lucide-react";
import { defaultScale, judge } from "#shared/cells/judge.ts";
import { judgePromptText } from "#shared/prompts/judge-prompt-text.ts";
import type { CellView } from "../cell-view.ts";
import { errorTabs, ledgerTabs, measureTabs, spendTab, tableTabs } from "../tabs.tsx";

export const judgeView: CellView = {
  icon: <Scale />,
  promise: "Run it to see one verdict a comparison. Try it on 8 rows first with Ctrl+Shift+Enter.",
  usual: () => ({ "scale.min": defaultScale.min, "scale.max": defaultScale.max }),
  defaultPrompt: (source) => {
    const reading = judge.read(source);
    return reading.ok && reading.body.prompt === undefined ? judgePromptText(reading.body) : null;
  },
  line: ({ summary }) => summary,
  outputs: (props) => {
    const [verdicts, ...others] = tableTabs(props, "Verdicts");
    return verdicts
      ? [verdicts, ...measureTabs(props), ...errorTabs(props), spendTab(props), ...others, ...ledgerTabs(props)]
      : [spendTab(props), ...ledgerTabs(props)];
  },
};
