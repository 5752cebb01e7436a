import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";

const numbers: { readonly [text: string]: number } = {
  Infinity: Number.POSITIVE_INFINITY,
  "-Infinity": Number.NEGATIVE_INFINITY,
  "-0": -0,
};

/** The values of table rows that JSON and oRPC would change on the way: bytes, infinities and negative zero. */
export const exactValues = [
  {
    type: 30,
    condition: (value: unknown): boolean => value instanceof Uint8Array,
    serialize: (value: Uint8Array): string => bytesToHex(value),
    deserialize: (text: unknown): Uint8Array => hexToBytes(String(text)),
  },
  {
    type: 31,
    condition: (value: unknown): boolean =>
      value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY || Object.is(value, -0),
    serialize: (value: number): string => (Object.is(value, -0) ? "-0" : String(value)),
    deserialize: (text: unknown): number => numbers[String(text)] ?? Number.NaN,
  },
] as const;
