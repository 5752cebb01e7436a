import { MessageSquareText } from "lucide-react";
import type { CellView } from "./cell-view.ts";

/** A prompt yields nothing by itself; the inspector shows it rendered. */
export const promptView: CellView = { icon: <MessageSquareText />, promise: null, outputs: () => [] };
