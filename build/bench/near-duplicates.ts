// Measures near-duplicates: `node --import tsx build/bench/near-duplicates.ts signatures|filter [PAIRS]`; `npm run bench -- near` runs both.
// `signatures` beside numpy, a text at a time, in turns in one run; `filter` a whole table through the compute worker.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { createCompute } from "#main/compute/create-compute.ts";
import { arrowCodec } from "#main/tables/arrow.ts";
import { schemaOf, text } from "#shared/data/table.ts";
import { createMinHash } from "#shared/filter/min-hash.ts";
import { createShingleReader } from "#shared/filter/shingles.ts";
import { stepSchema } from "#shared/filter/step-schema.ts";
import { createWordReader } from "#shared/filter/words.ts";
import { quantile } from "#shared/statistics/quantile.ts";
import { randomBits, uniform } from "#shared/statistics/random.ts";

const [permutations, shingle, wordsEach] = [128, 5, 200];

/** Texts of 200 words from 20,000, rarer ones rarer; every second one is, with a chance, the one before with three words changed. */
function makeTexts(count: number, duplicates: number): readonly string[] {
  const bits = randomBits(7);
  const letters = (): string =>
    Array.from({ length: 3 + Math.floor(uniform(bits) * 7) }, () => String.fromCharCode(97 + Math.floor(uniform(bits) * 26))).join("");
  const vocabulary = Array.from({ length: 20_000 }, letters);
  const word = (): string => vocabulary[Math.floor(uniform(bits) ** 2 * vocabulary.length)] ?? "";
  const texts: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const before = at % 2 === 1 && uniform(bits) < duplicates ? texts[at - 1] : undefined;
    const words = before?.split(" ") ?? Array.from({ length: wordsEach }, word);
    for (let change = 0; before !== undefined && change < 3; change += 1) words[Math.floor(uniform(bits) * words.length)] = word();
    texts.push(words.join(" "));
  }
  return texts;
}

/** How often the signatures of texts 2i and 2i + 1 agree, and the seconds it took to sign all. */
function signAll(texts: readonly string[]): { readonly seconds: number; readonly value: number } {
  const started = performance.now();
  const reader = createShingleReader(shingle, createWordReader());
  const minHash = createMinHash(permutations, 1);
  const signatures = new Int32Array(texts.length * permutations);
  for (const [at, each] of texts.entries()) {
    const { shingles } = reader.read(each);
    minHash.sign(reader.low(), shingles, signatures, at * permutations);
  }
  const seconds = (performance.now() - started) / 1000;
  let agreed = 0;
  for (let at = 0; at + 1 < texts.length; at += 2) {
    for (let place = 0; place < permutations; place += 1)
      if (signatures[at * permutations + place] === signatures[(at + 1) * permutations + place]) agreed += 1;
  }
  return { seconds, value: agreed / (Math.floor(texts.length / 2) * permutations) };
}

const warmUpMs = 1_000;
const perSecond = (count: number, seconds: number): string => `${Math.round(count / seconds).toLocaleString("en")} texts/s`;
const median = (values: readonly number[]): number => quantile(Float64Array.from(values).sort(), 0.5);

type Signed = { readonly seconds: number; readonly value: number };
type Reference = { readonly versions: string; readonly sign: () => Promise<Signed>; readonly close: () => void };

/** numpy signing these texts one after the other, whenever asked; null where there is no numpy. */
async function openReference(texts: readonly string[]): Promise<Reference | null> {
  const python = ["python3", "/usr/bin/python3"].find((each) => spawnSync(each, ["-c", "import numpy"]).status === 0);
  if (python === undefined) return null;
  const folder = mkdtempSync(join(tmpdir(), "assay-bench-near-"));
  const path = join(folder, "texts.json");
  writeFileSync(path, JSON.stringify(texts));
  const script = fileURLToPath(new URL("./near-duplicates.py", import.meta.url));
  const child = spawn(python, [script, path, String(permutations), String(shingle)], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async <Answer>(): Promise<Answer> => {
    const { value, done } = await lines.next();
    if (done) throw new Error("the reference ended");
    return JSON.parse(value) as Answer;
  };
  const { versions } = await answer<{ readonly versions: string }>();
  return {
    versions,
    sign: () => {
      child.stdin.write("\n");
      return answer<Signed>();
    },
    close: () => {
      child.kill();
      rmSync(folder, { recursive: true });
    },
  };
}

const noReference = "not compared: no python3 with numpy here (apt-get install python3-numpy)";

async function compareSignatures(pairs: number): Promise<string> {
  const count = 3_000;
  const texts = makeTexts(count, 1);
  // Until compiled code is what is timed, as in a worker thread that filters a table.
  for (const started = performance.now(); performance.now() - started < warmUpMs; ) signAll(texts);
  const reference = await openReference(texts);
  if (reference === null) return `${perSecond(count, median(Array.from({ length: pairs }, () => signAll(texts).seconds)))}; ${noReference}`;
  try {
    const measured: { readonly ours: number; readonly theirs: number }[] = [];
    for (let pair = 0; pair < pairs; pair += 1) {
      const first = pair % 2 === 0 ? signAll(texts) : null;
      const theirs = await reference.sign();
      const ours = first ?? signAll(texts);
      if (Math.abs(ours.value - theirs.value) > 0.01) throw new Error(`ours agree ${ours.value}, the reference's ${theirs.value}`);
      measured.push({ ours: ours.seconds, theirs: theirs.seconds });
    }
    const [ours, theirs] = [median(measured.map((each) => each.ours)), median(measured.map((each) => each.theirs))];
    const ratio = median(measured.map((each) => each.theirs / each.ours));
    return `${perSecond(count, ours)}, numpy a text at a time ${perSecond(count, theirs)} (${reference.versions}): ${ratio.toFixed(1)} × its speed (aim ≥ 10 ×)`;
  } finally {
    reference.close();
  }
}

/**
 * From the bytes of a table to the bytes of the kept, the dropped, the matches and the steps, as a filter cell asks for it. The best of
 * the runs, since the machine may have had others to serve, with the processor time of all threads; between them numpy signs 3,000 texts.
 */
async function filterTable(runs: number): Promise<string> {
  const count = 100_000;
  const schema = schemaOf([
    ["item", text],
    ["response", text],
  ]);
  const texts = makeTexts(count, 0.2);
  const bytes = arrowCodec.encode(
    schema,
    texts.map((response, at) => ({ item: `q${at}`, response })),
  );
  const sampled = 3_000;
  const reference = await openReference(texts.slice(0, sampled));
  const compute = createCompute();
  const body = { column: "response", seed: 0, steps: [stepSchema.parse({ type: "near", threshold: 0.8 })] };
  const measured: { readonly seconds: number; readonly cpuSeconds: number; readonly reference: number }[] = [];
  let kept = 0;
  try {
    for (let run = 0; run < runs; run += 1) {
      const task = { body, from: { table: "answers", ipc: bytes.slice() }, others: [], rows: null, conditions: [], embeddings: null };
      const [started, before] = [performance.now(), process.cpuUsage()];
      const { ledger } = await compute.filter(task, new AbortController().signal);
      const { user, system } = process.cpuUsage(before);
      const seconds = (performance.now() - started) / 1000;
      kept = ledger.kept;
      measured.push({ seconds, cpuSeconds: (user + system) / 1e6, reference: (await reference?.sign())?.seconds ?? 0 });
    }
  } finally {
    await compute.close();
    reference?.close();
  }
  const best = measured.reduce((one, other) => (other.seconds < one.seconds ? other : one));
  const signing = (Math.min(...measured.map((each) => each.reference)) * count) / sampled;
  const beside = reference === null ? noReference : `numpy (${reference.versions}) would sign as many in ${signing.toFixed(1)} s`;
  return `${best.seconds.toFixed(2)} s, CPU ${best.cpuSeconds.toFixed(2)} s, ${kept.toLocaleString("en")} of ${count.toLocaleString("en")} kept (aim ≤ 6 s); ${beside}`;
}

const [name, pairs = "5"] = process.argv.slice(2);
console.log(name === "filter" ? await filterTable(Number(pairs)) : await compareSignatures(Number(pairs)));
