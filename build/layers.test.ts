import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { layers, rules } from "./layers.mjs";

// The configuration of this repository, copied beside files that break it: every rule must still bite.

const root = fileURLToPath(new URL("..", import.meta.url));
const resolve = createRequire(import.meta.url).resolve;
let copy: string;

beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), "assay-layers-"));
  const configuration = ["biome.json", "package.json", "tsconfig.base.json", "tsconfig.json", "build/layers.json", "shared/platform.d.ts"];
  for (const path of [...configuration, "shared/tsconfig.json", "main/tsconfig.json", "renderer/tsconfig.json"]) {
    cpSync(join(root, path), join(copy, path));
  }
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"), "junction");
});

afterEach(() => rmSync(copy, { recursive: true, force: true }));

function put(path: string, source: string): void {
  mkdirSync(dirname(join(copy, path)), { recursive: true });
  writeFileSync(join(copy, path), source);
}

function output(command: string, args: readonly string[]): Promise<string> {
  return new Promise((done) => {
    execFile(command, args, { cwd: copy, maxBuffer: 64 << 20 }, (_error, stdout, stderr) => done(stdout + stderr));
  });
}

type Finding = { readonly rule: string; readonly file: string; readonly line: number };

async function lint(...paths: string[]): Promise<Finding[]> {
  const biome = resolve("@biomejs/biome/bin/biome");
  const text = await output(process.execPath, [biome, "lint", "--reporter=github", "--max-diagnostics=none", ...paths]);
  return [...text.matchAll(/title=lint\/\w+\/(\w+),file=([^,]+),line=(\d+)/g)].map(([, rule = "", file = "", line]) => ({
    rule,
    file,
    line: Number(line),
  }));
}

test("build/layers.json is what build/layers.mjs says", () => {
  const written = JSON.parse(readFileSync(new URL("./layers.json", import.meta.url), "utf8"));
  expect(written, "run `node build/layers.mjs`").toEqual(JSON.parse(JSON.stringify(rules)));
});

/** What each import must be allowed in, and nowhere else. `main/other` and so on stand for folders nobody has named. */
const owners: Record<string, readonly string[]> = {
  openai: ["main/models"],
  undici: ["main/models"],
  "gpt-tokenizer": ["main/models"],
  "env-paths": ["main/storage"],
  "@duckdb/duckdb-wasm": ["main/database"],
  "apache-arrow": ["main/database", "main/tables"],
  "parquet-wasm": ["main/tables"],
  tinypool: ["main/compute"],
  ws: ["main/hosts", "main/hosts/browser", "main/hosts/command-line", "main/hosts/electron"],
  commander: ["main/hosts/command-line"],
  electron: ["main/hosts/electron"],
  "react-dom/server": ["main/exports", "renderer/charts"],
  "#renderer/charts/static.tsx": ["main/hosts", "main/hosts/browser", "main/hosts/command-line", "main/hosts/electron"],
  "#renderer/kit/button.tsx": [],
  "@huggingface/jinja": ["shared/prompts"],
  yaml: ["shared/cells", "shared/notebook"],
  "monaco-editor": ["renderer/editor"],
  "monaco-editor/editor": ["renderer/editor"],
  "@tanstack/react-virtual": ["renderer/results"],
  recharts: ["renderer/charts"],
  "radix-ui": ["renderer/kit"],
  "react-markdown": ["main/exports", "renderer/notebook"],
  "left-pad": [],
};

const folders = [
  ...["cells", "charts", "contract", "data", "graph", "journal", "notebook", "other", "prompts", "simulation", "statistics"].map(
    (name) => `shared/${name}`,
  ),
  ...["compute", "database", "engine", "engine/cells", "exports", "models", "other", "storage", "tables"].map((name) => `main/${name}`),
  ...["hosts", "hosts/browser", "hosts/command-line", "hosts/electron"].map((name) => `main/${name}`),
  ...["cells", "charts", "editor", "kit", "notebook", "other", "results", "state"].map((name) => `renderer/${name}`),
];

/** Which of the imports the linter lets each folder make. */
async function allowed(imports: readonly string[]): Promise<Map<string, string[]>> {
  const source = imports.map((name) => `import ${JSON.stringify(name)};`).join("\n");
  for (const folder of folders) put(`${folder}/probe.ts`, `${source}\n`);
  const refused = (await lint(...folders)).filter((finding) => finding.rule === "noRestrictedImports");
  const isRefused = (folder: string, line: number) => refused.some((found) => found.file === `${folder}/probe.ts` && found.line === line);
  return new Map(imports.map((name, index) => [name, folders.filter((folder) => !isRefused(folder, index + 1)).sort()]));
}

test("each outside package is allowed in its owner's folder and refused in all others", async () => {
  const found = await allowed(Object.keys(owners));
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(Object.entries(owners).map(([name, where]) => [name, [...where].sort()])));
});

test("every folder with a list of its own is probed", () => {
  const probed = new Set([...folders, "shared", "main", "renderer"]);
  expect(layers.map((layer) => layer.folder).filter((folder) => !probed.has(folder))).toEqual([]);
});

test("imports between layers go one way", async () => {
  const inside = (top: string) => folders.filter((folder) => folder.startsWith(`${top}/`)).sort();
  const hosts = inside("main/hosts").concat("main/hosts");
  const found = await allowed([
    "#shared/data/table.ts",
    "#main/storage/journal.ts",
    "#main/engine/parts/journal.ts",
    "#main/engine/session.ts",
    "../storage/journal.ts",
    "../../main/storage/journal.ts",
    "../../renderer/state/store.ts",
    "../../shared/data/table.ts",
    "node:fs",
    "node:fs/promises",
    "node:path",
  ]);
  expect(found.get("#shared/data/table.ts")).toEqual([...folders].sort());
  expect(found.get("#main/storage/journal.ts")).toEqual(["main/other", ...hosts].sort());
  expect(found.get("#main/engine/session.ts")).toEqual(["main/engine", "main/engine/cells", "main/other", ...hosts].sort());
  expect(found.get("#main/engine/parts/journal.ts")).toEqual(inside("main"));
  expect(found.get("../storage/journal.ts")?.filter((folder) => folder.startsWith("main/"))).toEqual([...hosts].sort());
  expect(found.get("../../main/storage/journal.ts")).toEqual([]);
  expect(found.get("../../renderer/state/store.ts")).toEqual([]);
  expect(found.get("../../shared/data/table.ts")).toEqual([]);
  const machine = inside("main").filter((folder) => !folder.startsWith("main/engine"));
  expect(found.get("node:fs")).toEqual(machine);
  expect(found.get("node:fs/promises")).toEqual(machine);
  expect(found.get("node:path")).toEqual(inside("main"));
});

test("types, dynamic imports and re-exports count as imports", async () => {
  put("shared/data/type.ts", 'import type { Server } from "ws";\nexport const server: Server | null = null;\n');
  put("shared/data/dynamic.ts", 'export const load = () => import("ws");\n');
  put("shared/data/passed-on.ts", 'export { WebSocket } from "ws";\n');
  const refused = (await lint("shared/data")).filter(
    (finding) => finding.rule === "noRestrictedImports" && !finding.file.includes("probe"),
  );
  expect(refused.map((finding) => finding.file).sort()).toEqual(["dynamic", "passed-on", "type"].map((name) => `shared/data/${name}.ts`));
});

const lines = (count: number) => Array.from({ length: count }, (_, index) => `export const line${index} = ${index};`).join("\n");

/** One file for each rule, and the rule it must meet. */
const offences: readonly (readonly [path: string, rule: string, source: string])[] = [
  ["shared/offence/default-export.ts", "noDefaultExport", "export default 1;\n"],
  ["shared/offence/barrel.ts", "noBarrelFile", 'export { lawful } from "./lawful.ts";\nexport { other } from "./other.ts";\n'],
  ["shared/offence/star.ts", "noReExportAll", 'export * from "./lawful.ts";\n'],
  ["shared/offence/any.ts", "noExplicitAny", "export const value: any = 1;\n"],
  ["shared/offence/sure.ts", "noNonNullAssertion", "export const first = (list: number[]) => list[0]!;\n"],
  ["shared/offence/floating.ts", "noFloatingPromises", "async function work() {}\nexport function start() {\n  work();\n}\n"],
  ["shared/offence/cycle-a.ts", "noImportCycles", 'import { b } from "#shared/offence/cycle-b.ts";\nexport const a = () => b;\n'],
  ["shared/offence/cycle-b.ts", "noImportCycles", 'import { a } from "./cycle-a.ts";\nexport const b = () => a;\n'],
  ["shared/offence/long.ts", "noExcessiveLinesPerFile", lines(301)],
  ["shared/offence/long.test.ts", "noExcessiveLinesPerFile", lines(501)],
  ["shared/offence/enum.ts", "noEnum", "export enum Side {\n  Left,\n}\n"],
  ["shared/offence/parameter.ts", "noParameterProperties", "export class Point {\n  constructor(readonly x: number) {}\n}\n"],
  ["shared/offence/CamelCase.ts", "useFilenamingConvention", "export const camel = 1;\n"],
  ["shared/offence/no-extension.ts", "useImportExtensions", 'import { lawful } from "./lawful";\nexport const again = lawful;\n'],
  ["shared/offence/empty.ts", "noEmptyBlockStatements", "export function run() {\n  try {\n    run();\n  } catch {}\n}\n"],
  ["shared/offence/skipped.test.ts", "noSkippedTests", 'import { test } from "vitest";\ntest.skip("later", () => {});\n'],
  ["shared/offence/alone.test.ts", "noFocusedTests", 'import { test } from "vitest";\ntest.only("mine", () => {});\n'],
  ["shared/offence/node.ts", "noNodejsModules", 'import { readFileSync } from "node:fs";\nexport const read = readFileSync;\n'],
  ["renderer/offence/node.ts", "noNodejsModules", 'import { readFileSync } from "fs";\nexport const read = readFileSync;\n'],
  ["main/engine/node.ts", "noRestrictedImports", 'import { readFileSync } from "node:fs";\nexport const read = readFileSync;\n'],
];

test("each house rule bites the file that breaks it, and only that", async () => {
  put("shared/offence/lawful.ts", `${lines(299)}\nexport const lawful = 1;\n`);
  put("shared/offence/other.ts", "export const other = 1;\n");
  for (const [path, , source] of offences) put(path, source);
  const found = await lint("shared/offence", "renderer/offence", "main/engine/node.ts");
  for (const [path, rule] of offences) {
    expect(
      found.map(({ file, rule }) => `${file} ${rule}`),
      path,
    ).toContain(`${path} ${rule}`);
  }
  expect(found.filter((finding) => finding.file.endsWith("lawful.ts"))).toEqual([]);
});

/** What the compiler must refuse: file, source, and the name or construct it complains about. */
const misfits: readonly (readonly [path: string, source: string, complaint: RegExp])[] = [
  ["shared/misfit/dom.ts", "export const title = document.title;\n", /Cannot find name 'document'/],
  ["shared/misfit/node.ts", "export const pid = process.pid;\n", /Cannot find name 'process'/],
  ["shared/misfit/buffer.ts", "export const bytes = Buffer.from([1]);\n", /Cannot find name 'Buffer'/],
  ["shared/misfit/network.ts", 'export const answer = fetch("https://example.org");\n', /Cannot find name 'fetch'/],
  ["shared/misfit/index.ts", "export const first = (list: number[]): number => list[0];\n", /undefined/],
  ["shared/misfit/enum.ts", "export enum Side {\n  Left,\n}\n", /erasableSyntaxOnly/],
  ["main/misfit/dom.ts", "export const title = document.title;\n", /Cannot find name 'document'/],
  ["renderer/misfit/node.ts", "export const pid = process.pid;\n", /Cannot find name 'process'/],
];

test("the compiler keeps DOM and Node out of shared, DOM out of main and Node out of the renderer", async () => {
  // The real sources come along: one of their imports could bring a platform's types into the whole layer.
  const untested = (path: string) => !/\.test\.tsx?$/.test(path);
  for (const layer of ["shared", "main", "renderer"]) cpSync(join(root, layer), join(copy, layer), { recursive: true, filter: untested });
  for (const [path, source] of misfits) put(path, source);
  put("shared/misfit/lawful.ts", "export const copy = (value: object) => structuredClone(value);\n");
  const tsc = join(dirname(resolve("typescript/package.json")), "bin", "tsc");
  const complaints = (
    await Promise.all(["shared", "main", "renderer"].map((project) => output(process.execPath, [tsc, "-p", project, "--pretty", "false"])))
  ).join("\n");
  for (const [path, , complaint] of misfits) {
    const mine = complaints.split("\n").filter((line) => line.startsWith(`${path}(`));
    expect(mine.join("\n"), `${path} must be refused`).toMatch(complaint);
  }
  expect(complaints).not.toContain("misfit/lawful.ts");
}, 60_000);
