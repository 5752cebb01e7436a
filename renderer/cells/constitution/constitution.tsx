import { ScrollText } from "lucide-react";
import type { CellView } from "../cell-view.ts";
import { tableTabs } from "../tabs.tsx";
import { ConstitutionCompare } from "./ConstitutionCompare.tsx";
import { ConstitutionForm } from "./ConstitutionForm.tsx";

export const constitutionView: CellView = {
  icon: <ScrollText />,
  promise: "Run it to see its principles as a table.",
  form: ConstitutionForm,
  line: ({ summary }) => summary,
  outputs: (props) => [
    ...tableTabs(props, "Principles"),
    { id: "compare", label: "Compare", flows: true, content: <ConstitutionCompare cell={props.cell} /> },
  ],
};
