/** Decimals as text and as the whole number Arrow keeps: the value times 10 to the power of the scale. */
const decimalText = /^([+-]?)(\d*)(?:\.(\d*))?$/;

/** Null when the text is no decimal or does not fit the precision and scale exactly. */
export function parseDecimal(text: string, precision: number, scale: number): bigint | null {
  const found = decimalText.exec(text);
  const [whole, fraction] = [found?.[2] ?? "", found?.[3] ?? ""];
  if (found === null || whole + fraction === "") return null;
  const kept = fraction.replace(/0+$/, "");
  if (kept.length > scale) return null;
  const unscaled = BigInt(whole + kept.padEnd(scale, "0"));
  if (unscaled >= 10n ** BigInt(precision)) return null;
  return found[1] === "-" ? -unscaled : unscaled;
}

export function formatDecimal(unscaled: bigint, scale: number): string {
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, "0");
  const sign = unscaled < 0n ? "-" : "";
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
