/** The page's own scheme: unlike `file:` it has an origin of its own and headers. The same scheme carries links from outside. */
export const scheme = "assay";
export const pageOrigin = `${scheme}://app`;

export const isOwnPage = (url: string): boolean => url.startsWith(`${pageOrigin}/`);

/** Links that may leave for the system's browser or mail program. */
export function isOutsideLink(url: string): boolean {
  return URL.canParse(url) && ["http:", "https:", "mailto:"].includes(new URL(url).protocol);
}

/** The path in `assay://open?path=…`, or null. Such a link opens and never runs anything. */
export function pathInDeepLink(link: string): string | null {
  if (!URL.canParse(link)) return null;
  const url = new URL(link);
  if (url.protocol !== `${scheme}:` || url.hostname !== "open") return null;
  return url.searchParams.get("path");
}
