/**
 * Dates and times as text and as the whole numbers Arrow keeps: days, and microseconds, since 1970-01-01 UTC.
 * Years before 0000 and after 9999 carry a sign and six digits, as ISO 8601 has it.
 */
const dateText = /^([+-]\d{6}|\d{4})-(\d{2})-(\d{2})$/;
const timestampText =
  /^([+-]\d{6}|\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?: ?(Z|z|[+-]\d{2}(?::?\d{2})?))?)?$/;

const microsPerSecond = 1_000_000n;
const microsPerDay = 86_400n * microsPerSecond;

// DuckDB's infinities, as they stand in Arrow.
const infiniteDays = 2_147_483_647;
const infiniteMicros = 9_223_372_036_854_775_807n;

export function parseDate(text: string): number | null {
  if (text === "infinity") return infiniteDays;
  if (text === "-infinity") return -infiniteDays;
  const found = dateText.exec(text);
  return found === null ? null : daysOf(Number(found[1]), Number(found[2]), Number(found[3]));
}

export function formatDate(days: number): string {
  if (days === infiniteDays) return "infinity";
  if (days === -infiniteDays) return "-infinity";
  const { year, month, day } = dateOf(days);
  return `${yearText(year)}-${two(month)}-${two(day)}`;
}

/** Microseconds since 1970 UTC. A text without an offset is UTC; digits beyond microseconds are cut. */
export function parseTimestamp(text: string): bigint | null {
  if (text === "infinity") return infiniteMicros;
  if (text === "-infinity") return -infiniteMicros;
  const found = timestampText.exec(text);
  if (found === null) return null;
  const days = daysOf(Number(found[1]), Number(found[2]), Number(found[3]));
  const [hours, minutes, seconds] = [Number(found[4] ?? 0), Number(found[5] ?? 0), Number(found[6] ?? 0)];
  if (days === null || hours > 23 || minutes > 59 || seconds > 59) return null;
  const offsetMinutes = parseOffset(found[8]);
  const fraction = (found[7] ?? "").padEnd(6, "0").slice(0, 6);
  const wholeSeconds = days * 86_400 + hours * 3600 + minutes * 60 + seconds - offsetMinutes * 60;
  return BigInt(wholeSeconds) * microsPerSecond + BigInt(fraction);
}

export function formatTimestamp(micros: bigint): string {
  if (micros === infiniteMicros) return "infinity";
  if (micros === -infiniteMicros) return "-infinity";
  const inDay = ((micros % microsPerDay) + microsPerDay) % microsPerDay;
  return `${formatDate(Number((micros - inDay) / microsPerDay))}T${formatTime(inDay)}Z`;
}

/** Time of day as `HH:MM:SS`, with as many digits after the point as are needed: none, three or six. */
export function formatTime(micros: bigint): string {
  const seconds = Number(micros / microsPerSecond);
  const fraction = Number(micros % microsPerSecond);
  const clock = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  if (fraction === 0) return clock;
  const digits = String(fraction).padStart(6, "0");
  return `${clock}.${digits.endsWith("000") ? digits.slice(0, 3) : digits}`;
}

/** As DuckDB prints an interval: `1 year 2 months 3 days 04:05:06.5`. */
export function formatInterval(months: number, days: number, micros: bigint): string {
  const years = Math.trunc(months / 12);
  const parts = [counted(years, "year"), counted(months % 12, "month"), counted(days, "day")].filter((part) => part !== "");
  if (micros !== 0n) parts.push(`${micros < 0n ? "-" : ""}${formatTime(micros < 0n ? -micros : micros)}`);
  return parts.length === 0 ? "00:00:00" : parts.join(" ");
}

function counted(count: number, unit: string): string {
  if (count === 0) return "";
  return `${count} ${unit}${Math.abs(count) === 1 ? "" : "s"}`;
}

function parseOffset(text: string | undefined): number {
  if (text === undefined || text === "Z" || text === "z") return 0;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.replace(":", "").slice(3) || 0);
  return text.startsWith("-") ? -minutes : minutes;
}

/** Days since 1970 in the proleptic Gregorian calendar; null for a day that month does not have. */
function daysOf(year: number, month: number, day: number): number | null {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  // March comes first, so that the leap day ends the year; an era is 400 years of 146,097 days.
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function dateOf(days: number): { readonly year: number; readonly month: number; readonly day: number } {
  const fromMarch = days + 719_468;
  const era = Math.floor(fromMarch / 146_097);
  const dayOfEra = fromMarch - era * 146_097;
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function yearText(year: number): string {
  if (year >= 0 && year <= 9999) return String(year).padStart(4, "0");
  return `${year < 0 ? "-" : "+"}${String(Math.abs(year)).padStart(6, "0")}`;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
