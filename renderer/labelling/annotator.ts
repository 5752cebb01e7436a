const nameKey = "assay-annotator";

/** Whoever labelled last in this browser; "" where nobody has said who they are. */
export function rememberedAnnotator(): string {
  try {
    return localStorage.getItem(nameKey) ?? "";
  } catch {
    return ""; // A browser that keeps nothing asks again.
  }
}

export function rememberAnnotator(name: string): void {
  try {
    localStorage.setItem(nameKey, name);
  } catch {
    // Labelling goes on; the name is asked again next time.
  }
}
