import { createElement } from "react";
import { toast } from "sonner";
import { Coded } from "./Coded.tsx";

type Notice = {
  readonly detail?: string;
  readonly action?: { readonly label: string; readonly run: () => void };
  readonly lasting?: boolean;
};

/** A short notice in the corner, with at most one thing to do about it. */
export function notify(sentence: string, { detail, action, lasting }: Notice = {}): void {
  toast(createElement(Coded, null, sentence), {
    ...(detail ? { description: createElement(Coded, null, detail) } : {}),
    ...(action ? { action: { label: action.label, onClick: action.run } } : {}),
    duration: lasting ? 15_000 : 6_000,
  });
}
