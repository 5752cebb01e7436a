import { Copy } from "lucide-react";
import { Button } from "../kit/Button.tsx";
import { Menu } from "../kit/Menu.tsx";
import { type CopyFormat, copyFormats } from "./clipboard-text.ts";

type CopyMenuProps = {
  /** What a copy would hold: "12 rows × 3 columns". */
  readonly copies: string;
  readonly onCopy: (format: CopyFormat) => void;
};

export function CopyMenu({ copies, onCopy }: CopyMenuProps) {
  return (
    <Menu
      trigger={
        <Button size="small" look="quiet" icon={<Copy />}>
          Copy
        </Button>
      }
      entries={[
        { type: "heading", label: `Copy ${copies} as` },
        ...copyFormats.map(({ format, label }) => ({ type: "item" as const, label, onSelect: () => onCopy(format) })),
      ]}
    />
  );
}
