/**
 * The inner loop of MinHash as a WebAssembly module: sixteen permutations side by side in four 128-bit registers. Written
 * out here, since a loop of thirty instructions needs no second language in the build. One export `m` (memory) and one
 * `f(factors, terms, numbers, numbersEnd, out, outEnd)`, all byte addresses; `out` advances by 64 a round.
 */
export function minHashModule(): Uint8Array<ArrayBuffer> {
  const types = [1, functionType, 6, i32, i32, i32, i32, i32, i32, 0];
  const exported = [2, ...name("m"), kindMemory, 0, ...name("f"), kindFunction, 0];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, types),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, 1]),
    ...section(7, exported),
    ...section(10, [1, ...sized([...locals, ...body(), end])]),
  ]);
}

const [functionType, i32, v128, kindFunction, kindMemory] = [0x60, 0x7f, 0x7b, 0x00, 0x02];
const [end, loop, noValue, branchIf, get, set, constant, i32Add, i32Less] = [0x0b, 0x03, 0x40, 0x0d, 0x20, 0x21, 0x41, 0x6a, 0x49];
const simd = 0xfd;
const [load, loadSplat, store, splat] = [0x00, 0x09, 0x0b, 0x11];
const add = [simd, 0xae, 0x01];
const multiply = [simd, 0xb5, 0x01];
const least = [simd, 0xb6, 0x01];

const [factors, terms, numbers, numbersEnd, out, outEnd, cursor] = [0, 1, 2, 3, 4, 5, 6];
const lanes = [0, 1, 2, 3] as const;
const factorOf = (lane: number): number => 7 + lane;
const termOf = (lane: number): number => 11 + lane;
const leastOf = (lane: number): number => 15 + lane;
const number = 19;
// One i32 after the six parameters, then thirteen vectors.
const locals = [2, 1, i32, 13, v128];

function body(): readonly number[] {
  return [
    ...[loop, noValue],
    ...lanes.flatMap((lane) => [
      ...[get, factors, simd, load, 4, 16 * lane, set, factorOf(lane)],
      ...[get, terms, simd, load, 4, 16 * lane, set, termOf(lane)],
      ...[constant, ...largest, simd, splat, set, leastOf(lane)],
    ]),
    ...[get, numbers, set, cursor],
    ...[loop, noValue],
    ...[get, cursor, simd, loadSplat, 2, 0, set, number],
    ...lanes.flatMap((lane) => [
      ...[get, number, get, factorOf(lane), ...multiply, get, termOf(lane), ...add],
      ...[get, leastOf(lane), ...least, set, leastOf(lane)],
    ]),
    ...advance(cursor, [4]),
    ...[get, cursor, get, numbersEnd, i32Less, branchIf, 0, end],
    ...lanes.flatMap((lane) => [get, out, get, leastOf(lane), simd, store, 4, 16 * lane]),
    ...[factors, terms, out].flatMap((each) => advance(each, [0xc0, 0x00])),
    ...[get, out, get, outEnd, i32Less, branchIf, 0, end],
  ];
}

/** 2³¹ − 1 in signed LEB128. */
const largest = [0xff, 0xff, 0xff, 0xff, 0x07];

function advance(local: number, by: readonly number[]): readonly number[] {
  return [get, local, constant, ...by, i32Add, set, local];
}

function name(text: string): readonly number[] {
  return [text.length, ...[...text].map((character) => character.charCodeAt(0))];
}

function section(id: number, content: readonly number[]): readonly number[] {
  return [id, ...sized(content)];
}

/** Content after its length in unsigned LEB128. */
function sized(content: readonly number[]): readonly number[] {
  const length: number[] = [];
  for (let left = content.length; ; left >>>= 7) {
    if (left < 0x80) return [...length, left, ...content];
    length.push((left & 0x7f) | 0x80);
  }
}
