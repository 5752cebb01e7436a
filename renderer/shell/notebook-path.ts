/** A file name from a title. */
export function pathFor(title: string): string {
  const stem = title
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
  return stem === "" ? "" : `${stem}.assay.md`;
}
