import { numberTask, type TaskFamily } from "./task.ts";

type Conversion = { readonly from: string; readonly to: string; readonly factor: number };

const conversions: readonly [Conversion, ...Conversion[]] = [
  { from: "kilometres", to: "metres", factor: 1000 },
  { from: "metres", to: "centimetres", factor: 100 },
  { from: "centimetres", to: "millimetres", factor: 10 },
  { from: "kilograms", to: "grams", factor: 1000 },
  { from: "litres", to: "millilitres", factor: 1000 },
  { from: "hours", to: "minutes", factor: 60 },
  { from: "minutes", to: "seconds", factor: 60 },
  { from: "days", to: "hours", factor: 24 },
  { from: "weeks", to: "days", factor: 7 },
  { from: "dozens", to: "items", factor: 12 },
];

const short: { readonly [unit: string]: string } = {
  km: "kilometres",
  m: "metres",
  cm: "centimetres",
  mm: "millimetres",
  kg: "kilograms",
  g: "grams",
  l: "litres",
  ml: "millilitres",
  h: "hours",
  min: "minutes",
  s: "seconds",
};

/** Units of length, mass, volume, time and temperature. */
export const units: TaskFamily = {
  kind: "units",
  solve: (text) => {
    const heat = /(-?\d+(?:\.\d+)?)\s*(?:°|degrees )\s*(C|F)[a-z]* (?:to|in|into) (?:°|degrees )?\s*(C|F)/i.exec(text);
    if (heat !== null && heat[2]?.toUpperCase() !== heat[3]?.toUpperCase()) {
      const value = Number(heat[1]);
      const isCelsius = heat[2]?.toUpperCase() === "C";
      const answer = isCelsius ? (value * 9) / 5 + 32 : ((value - 32) * 5) / 9;
      const statement = isCelsius ? `${value} °C × 9/5 + 32 = {answer} °F` : `(${value} °F - 32) × 5/9 = {answer} °C`;
      return numberTask("units", "hard", answer, statement, [isCelsius ? (value * 9) / 5 : value - 32, value + 32]);
    }
    const convert = /(?:convert|express) (\d+(?:\.\d+)?)\s*([a-z]+) (?:to|in|into) ([a-z]+)/i.exec(text);
    const count = /how many ([a-z]+) are (?:there )?in (\d+(?:\.\d+)?)\s*([a-z]+)/i.exec(text);
    const [value, from, to] = convert !== null ? [convert[1], convert[2], convert[3]] : [count?.[2], count?.[3], count?.[1]];
    const conversion = conversions.find((known) => isSameUnit(known.from, from) && isSameUnit(known.to, to));
    const inverse = conversions.find((known) => isSameUnit(known.from, to) && isSameUnit(known.to, from));
    if (conversion === undefined && inverse === undefined) return null;
    const factor = conversion?.factor ?? 1 / (inverse?.factor ?? 1);
    const answer = Number(value) * factor;
    return numberTask("units", factor >= 1 ? "easy" : "medium", answer, `${value} ${from} is {answer} ${to}`, [answer * 10, answer / 10]);
  },
  write: (random) => {
    if (random.next() < 0.2) return `Convert ${random.integer(1, 20) * 5} °C to °F.`;
    const { from, to } = random.pick(conversions);
    const value = random.integer(2, 30);
    return random.next() < 0.5 ? `Convert ${value} ${from} to ${to}.` : `How many ${to} are in ${value} ${from}?`;
  },
};

function isSameUnit(known: string, said: string | undefined): boolean {
  if (said === undefined) return false;
  const full = short[said] ?? said.toLowerCase().replace(/(met|lit)er/, "$1re");
  return full === known || `${full}s` === known;
}
