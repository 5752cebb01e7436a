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

/** A free-sounding name for a copy beside a notebook: "first-look-copy.assay.md". */
export function copyName(path: string): string {
  const file = path.slice(path.lastIndexOf("/") + 1);
  return `${file.replace(/(\.assay)?\.md$/, "")}-copy.assay.md`;
}
