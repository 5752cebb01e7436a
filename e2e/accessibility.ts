import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** Fails with every rule the page breaks and where. Editors draw their own text and are checked by their makers; a tooltip belongs to its button, wherever it stands in the page. */
export async function expectAccessible(page: Page, screen: string, unneeded: readonly string[] = []): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .exclude(".monaco-editor")
    .exclude("[data-radix-popper-content-wrapper]:has([role=tooltip])")
    .disableRules([...unneeded])
    .analyze();
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}\n  ${node.target.join(" ")}\n  ${node.html.slice(0, 200)}`),
  );
  expect(found, `${screen} must be free of accessibility faults`).toEqual([]);
}
