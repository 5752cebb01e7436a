import { nextBits, randomBits } from "../statistics/random.ts";
import { minHashModule } from "./min-hash-kernel.ts";

/**
 * MinHash (Broder 1997): for each of `size` random permutations of the 32-bit numbers, x → ax + b with a odd, the least
 * image of the set. Two signatures agree at a place with the chance of their sets' Jaccard similarity.
 */
export type MinHash = {
  /** Writes the signature of the first `count` numbers (at least one) into `into` from `from` on. */
  readonly sign: (numbers: Int32Array, count: number, into: Int32Array, from: number) => void;
};

/** The same signatures on every machine: by WebAssembly where it is there, else by plain arithmetic. */
export function createMinHash(size: number, seed: number): MinHash {
  const permutations = permutationsOf(size, seed);
  const kernel = startKernel();
  return kernel === null ? signPlainly(permutations) : signByKernel(permutations, kernel);
}

type Permutations = { readonly size: number; readonly factors: Int32Array; readonly terms: Int32Array };

export function permutationsOf(size: number, seed: number): Permutations {
  const bits = randomBits(seed);
  const factors = Int32Array.from({ length: size }, () => nextBits(bits) | 1);
  const terms = Int32Array.from({ length: size }, () => nextBits(bits) | 0);
  return { size, factors, terms };
}

export function signPlainly({ size, factors, terms }: Permutations): MinHash {
  return {
    sign: (numbers, count, into, from) => {
      for (let place = 0; place < size; place += 1) {
        const [factor, term] = [factors[place] as number, terms[place] as number];
        let least = 0x7fffffff;
        for (let at = 0; at < count; at += 1) {
          const image = (Math.imul(numbers[at] as number, factor) + term) | 0;
          if (image < least) least = image;
        }
        into[from + place] = least;
      }
    },
  };
}

type Memory = { readonly buffer: ArrayBuffer; readonly grow: (pages: number) => number };

/** WebAssembly as every host has it; the language's own library does not name it. */
type WebAssembly = {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object) => { readonly exports: { readonly m: Memory; readonly f: Kernel["run"] } };
};

type Kernel = {
  readonly memory: Memory;
  readonly run: (factors: number, terms: number, numbers: number, numbersEnd: number, out: number, outEnd: number) => void;
};

function startKernel(): Kernel | null {
  const engine = (globalThis as unknown as { readonly WebAssembly?: WebAssembly }).WebAssembly;
  if (engine === undefined) return null;
  try {
    const { m: memory, f: run } = new engine.Instance(new engine.Module(minHashModule())).exports;
    return { memory, run };
  } catch {
    // No vectors in this WebAssembly, or none allowed: the plain way gives the same signatures.
    return null;
  }
}

const lanes = 16;
const pageBytes = 65_536;

function signByKernel({ size, factors, terms }: Permutations, { memory, run }: Kernel): MinHash {
  const padded = Math.ceil(size / lanes) * lanes;
  const [termsAt, outAt, numbersAt] = [padded, 2 * padded, 3 * padded];
  let view = new Int32Array(memory.buffer);
  const makeRoom = (count: number): void => {
    const missing = (numbersAt + count) * 4 - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
    if (view.buffer !== memory.buffer) view = new Int32Array(memory.buffer);
  };
  makeRoom(1024);
  view.set(factors, 0);
  view.set(terms, termsAt);
  return {
    sign: (numbers, count, into, from) => {
      makeRoom(count);
      view.set(numbers.subarray(0, count), numbersAt);
      run(0, termsAt * 4, numbersAt * 4, (numbersAt + count) * 4, outAt * 4, (outAt + padded) * 4);
      into.set(view.subarray(outAt, outAt + size), from);
    },
  };
}
