import style from "./Kbd.module.css";
import { shownKeys } from "./shown-keys.ts";

/** Keys as this machine labels them. */
export function Kbd({ keys }: { readonly keys: string }) {
  return <kbd className={style.kbd}>{shownKeys(keys)}</kbd>;
}
