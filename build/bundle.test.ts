import { type BuildResult, build } from "esbuild";
import { beforeAll, expect, test } from "vitest";
import { programBuilds } from "./bundle.mjs";

let outputs: NonNullable<BuildResult["metafile"]>["outputs"];
beforeAll(async () => {
  const [programs] = await programBuilds();
  const { metafile } = await build({ ...programs, metafile: true, write: false, sourcemap: false });
  outputs = metafile.outputs;
});

/** Packages that load before anything is asked for: through `import` at the top, not through `import()`. */
function packagesAtStart(entry: string): string[] {
  const seen = new Set<string>();
  const packages = new Set<string>();
  const visit = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const { path: imported, kind, external } of outputs[path]?.imports ?? []) {
      if (kind !== "import-statement") continue;
      if (!external) visit(imported);
      else if (!imported.startsWith("node:")) packages.add(imported);
    }
  };
  visit(entry);
  return [...packages].sort();
}

test("the command line starts with no more than it needs to read its arguments", () => {
  expect(packagesAtStart("dist/assay.js")).toEqual(["commander", "zod"]);
});

test("every worker named in the program is built beside it", () => {
  const workers = Object.keys(outputs).filter((path) => path.startsWith("dist/workers/"));
  expect(workers.sort()).toEqual(["compute", "duckdb", "parquet", "readers"].map((name) => `dist/workers/${name}.js`));
});

test("chunks stand beside the entries, so that paths relative to import.meta.url hold wherever code lands", () => {
  const chunks = Object.keys(outputs).filter((path) => path.includes("chunk-"));
  expect(chunks.length).toBeGreaterThan(0);
  expect(chunks.filter((path) => path.split("/").length !== 2)).toEqual([]);
});

test("packages that only the build needs are inside the bundle", () => {
  const imported = new Set(
    Object.values(outputs).flatMap(({ imports }) => imports.filter(({ external }) => external).map(({ path }) => path)),
  );
  for (const bundled of ["react", "react-dom/server", "react-markdown", "esbuild", "vite"]) expect(imported).not.toContain(bundled);
});
