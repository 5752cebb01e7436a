import { notify } from "../kit/toast.ts";
import { attempt } from "../state/failure.ts";

/** Puts a text on the clipboard and says what was copied. */
export function copyText(text: string, what: string): void {
  attempt(async () => {
    await navigator.clipboard.writeText(text);
    notify(`Copied the ${what}.`);
  });
}
