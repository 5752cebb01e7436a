export type Theme = "system" | "light" | "dark";
export type Density = "comfortable" | "compact";

export const themes: readonly Theme[] = ["system", "light", "dark"];

/** Writes the choice where theme.css reads it. */
export function showTheme(theme: Theme, density: Density): void {
  document.documentElement.dataset.theme = theme;
  document.documentElement.dataset.density = density;
}

/** What `system` comes to at this moment. */
export function themeInForce(theme: Theme): "light" | "dark" {
  if (theme !== "system") return theme;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}
