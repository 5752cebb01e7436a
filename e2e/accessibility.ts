import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** Fails with every rule the page breaks and where, in the light and in the dark (where no theme was chosen, so that the system's holds). */
export async function expectAccessible(page: Page, screen: string, unneeded: readonly string[] = []): Promise<void> {
  for (const colorScheme of ["dark", "light"] as const) {
    // Without transitions: a colour half-way to the other theme is nobody's choice.
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expectFaultless(page, `${screen} (${colorScheme})`, unneeded);
  }
}

/** Editors draw their own text and are checked by their makers; a tooltip belongs to its button, wherever it stands in the page. */
async function expectFaultless(page: Page, screen: string, unneeded: readonly string[]): Promise<void> {
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
