export type Theme = "system" | "light" | "dark";
export type Density = "comfortable" | "compact";

export const themes: readonly Theme[] = ["system", "light", "dark"];

/** Writes the choice where theme.css reads it. */
export function showTheme(theme: Theme, density: Density): void {
  document.documentElement.dataset.theme = theme;
  document.documentElement.dataset.density = density;
}
