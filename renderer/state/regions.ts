const regions = "header, nav[aria-label=Panels], [data-panel], main, aside, section[aria-label=Status]";
const focusable =
  "[data-block][tabindex='0'], a[href], button:not(:disabled):not([tabindex='-1']), input, select, textarea, [tabindex='0']";

/** Moves the focus to the next part of the window that can take it. */
export function focusRegion(direction: 1 | -1): void {
  const all = [...document.querySelectorAll<HTMLElement>(regions)].filter((region) => region.querySelector(focusable));
  const at = all.findIndex((region) => region.contains(document.activeElement));
  const next = all.at(at < 0 ? 0 : (at + direction) % all.length);
  next?.querySelector<HTMLElement>(focusable)?.focus();
}
