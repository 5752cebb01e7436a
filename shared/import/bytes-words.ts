/** "614 of 2,148 MB": how much of a file is read or copied, in the unit of the whole. */
export function bytesSentence(done: number, total: number): string {
  const [size, unit] = total >= 1e6 ? [1e6, "MB"] : [1e3, "kB"];
  const digits = total / size < 100 ? 1 : 0;
  const said = (bytes: number): string =>
    (bytes / size).toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return `${said(Math.min(done, total))} of ${said(total)} ${unit}`;
}
