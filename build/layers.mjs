// Who may import whom, folder by folder. The linter holds it: `node build/layers.mjs` writes the rules below into
// build/layers.json, which biome.json extends; build/layers.test.ts shows that each of them bites.
//
// Every folder has a closed list. An outside package stands in the list of one owner folder (or, for the few pure
// libraries and the wire, of one layer), so that replacing it touches one place.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Relative paths that leave a top-level folder: between those, imports read `#shared/…` and `#main/…`. */
const climbing = ["main", "renderer", "shared"].flatMap((folder) => [`../${folder}/**`, `../**/${folder}/**`]);

const node = ["node:*", "node:*/*"];
const pure = ["./**", "../**", "#shared/**", "zod", "@noble/hashes/**"];
const wire = ["@orpc/contract", "@orpc/server", "@orpc/server/**", "@orpc/client", "@orpc/client/**"];
const part = ["./**", "../*", "#shared/**", "#main/engine/parts/*", "#main/worker-entry.ts", ...node, "zod"];
const outsideEngine = [
  "../../main/**",
  "../../renderer/**",
  "../../shared/**",
  "../worker-entry.ts",
  "../make-folder.ts",
  "../own-memory.ts",
  ...["compute", "database", "exports", "hosts", "models", "storage", "tables"].flatMap((folder) => [
    `../${folder}/**`,
    `../../${folder}/**`,
    `../../../${folder}/**`,
  ]),
];
const markdown = ["react-markdown", "remark-*", "rehype-*", "katex/**"];
// The HTML report shows the very charts of the window, as static SVG; only the wiring knows both sides.
const host = [
  "#renderer/charts/static.tsx",
  "#renderer/charts/chart-twin.ts",
  "./**",
  "../**",
  "#main/**",
  "#shared/**",
  ...node,
  "zod",
  "ws",
  ...wire,
];
const view = [
  "./**",
  "../**",
  "#shared/**",
  "zod",
  "react",
  "react/*",
  "react-dom",
  "react-dom/client",
  "lucide-react",
  "zustand",
  "zustand/*",
];

/** @typedef {{ folder: string, may: string[], not?: string[] }} Layer */

/** Later rows win. @type {Layer[]} */
export const layers = [
  { folder: "shared", may: pure, not: climbing },
  { folder: "shared/notebook", may: [...pure, "yaml"], not: climbing },
  { folder: "shared/cells", may: [...pure, "yaml"], not: climbing },
  { folder: "shared/prompts", may: [...pure, "@huggingface/jinja"], not: climbing },
  { folder: "shared/contract", may: [...pure, ...wire], not: climbing },

  { folder: "main", may: ["./**", "#shared/**", "#main/**", ...node, "zod"] },
  // The engine knows no file system, network or clock: everything it touches comes in through parts/. Paths are only text.
  { folder: "main/engine", may: ["./**", "../**", "#shared/**", "#main/engine/**", "node:path", "zod"], not: outsideEngine },
  { folder: "main/models", may: [...part, "openai", "openai/**", "undici", "gpt-tokenizer", "gpt-tokenizer/**"] },
  { folder: "main/storage", may: [...part, "env-paths"] },
  { folder: "main/database", may: [...part, "@duckdb/duckdb-wasm", "@duckdb/duckdb-wasm/**", "apache-arrow"] },
  { folder: "main/tables", may: [...part, "apache-arrow", "parquet-wasm", "parquet-wasm/**"] },
  { folder: "main/compute", may: [...part, "tinypool"] },
  { folder: "main/exports", may: [...part, "react", "react/*", "react-dom/server", "@huggingface/hub", "fflate", ...markdown] },
  { folder: "main/hosts", may: host, not: climbing },
  { folder: "main/hosts/command-line", may: [...host, "commander"], not: climbing },
  { folder: "main/hosts/electron", may: [...host, "electron"], not: climbing },

  { folder: "renderer", may: view, not: climbing },
  { folder: "renderer/editor", may: [...view, "monaco-editor", "monaco-editor/**"], not: climbing },
  { folder: "renderer/charts", may: [...view, "recharts", "react-dom/server"], not: climbing },
  { folder: "renderer/results", may: [...view, "@tanstack/react-virtual"], not: climbing },
  {
    folder: "renderer/kit",
    may: [...view, "radix-ui", "cmdk", "sonner", "react-resizable-panels", "@fontsource-variable/**"],
    not: climbing,
  },
  { folder: "renderer/notebook", may: [...view, ...markdown], not: climbing },
  { folder: "renderer/state", may: [...view, ...wire], not: climbing },
];

/** @param {Layer} layer */
function override({ folder, may, not = [] }) {
  const group = ["**", ...may.map((pattern) => `!${pattern}`), ...not];
  const message = `${folder}/ may not import this. Who may import whom stands in build/layers.mjs.`;
  const noRestrictedImports = { level: "error", options: { patterns: [{ group, message }] } };
  return { includes: [`${folder}/**`], linter: { rules: { style: { noRestrictedImports } } } };
}

/** Tests use real parts of any layer; they keep to the same way of naming them. */
const tests = {
  includes: ["**/*.test.ts", "**/*.test.tsx", "**/test-*.ts", "e2e/**", "build/**"],
  linter: {
    rules: {
      style: {
        noRestrictedImports: {
          level: "error",
          options: { patterns: [{ group: climbing, message: "Between top-level folders write #main/…, #renderer/… or #shared/…." }] },
        },
      },
    },
  },
};

export const rules = { $schema: "../node_modules/@biomejs/biome/configuration_schema.json", overrides: [...layers.map(override), tests] };

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL("./layers.json", import.meta.url), `${JSON.stringify(rules, null, 2)}\n`);
}
