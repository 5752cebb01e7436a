import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { exitCodes } from "./exit-codes.ts";
import { createProgram } from "./program.ts";
import { testTerminal } from "./test-terminal.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "assay-constitution-"));
  await writeFile(at("nb.assay.md"), "---\nassay: 1\n---\n\n# Rules\n");
  await writeFile(at("rules.md"), "- Be honest.\n- Be brief.\n- Name your sources.\n");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const at = (name: string): string => join(folder, name);

async function assay(...parameters: readonly string[]) {
  const terminal = testTerminal();
  let code: number = exitCodes.done;
  const program = createProgram("1.2.3", terminal, (finished) => {
    code = finished;
  });
  const failure = await program.parseAsync(["node", "assay", "constitution", ...parameters]).then(
    () => null,
    (error: unknown) => error as { code: string; message: string; hint: string },
  );
  return { code, failure, printed: terminal.printed.join("\n"), complained: terminal.complained.join("\n") };
}

it("puts the principles of a file into a notebook, and tells what differs from it later", async () => {
  expect(await assay("import", at("rules.md"), "--into", at("nb.assay.md"))).toMatchObject({
    code: exitCodes.done,
    failure: null,
    printed: "rules: 3 principles",
  });
  const written = await readFile(at("nb.assay.md"), "utf8");
  expect(written).toMatch(/^---\nassay: 1\n---\n\n# Rules\n\n```constitution rules\nprinciples:\n/);
  expect(await assay("compare", at("rules.md"), at("nb.assay.md"))).toMatchObject({
    printed: "",
    complained: "0 added, 0 removed, 0 changed, 0 moved, 3 the same.",
  });
  await writeFile(at("nb.assay.md"), written.replace("Be brief.", "Be brief and plain."));
  const compared = await assay("compare", at("rules.md"), `${at("nb.assay.md")}#rules`);
  expect(compared.printed).toMatch(/^~ \S+\n {2}- text: Be brief\.\n {2}\+ text: Be brief and plain\.$/);
  const [line = ""] = (await assay("compare", at("nb.assay.md"), at("rules.md"), "--json")).printed
    .split("\n")
    .filter((each) => each.includes("changed"));
  expect(JSON.parse(line)).toMatchObject({ type: "changed", before: { text: "Be brief and plain." }, after: { text: "Be brief." } });
});

it("names the file that can't be read, the cell that is not there, and the choice there is", async () => {
  expect((await assay("import", at("nothing.md"), "--into", at("nb.assay.md"))).failure).toMatchObject({ code: "not-found" });
  await writeFile(at("empty.md"), "\n");
  expect((await assay("import", at("empty.md"), "--into", at("nb.assay.md"))).failure?.message).toContain("holds no principle");
  expect((await assay("compare", at("nb.assay.md"), at("rules.md"))).failure?.message).toContain("has no constitution");
  for (const name of ["one", "two"]) await assay("import", at("rules.md"), "--into", at("nb.assay.md"), "--name", name);
  expect((await assay("compare", at("nb.assay.md"), at("rules.md"))).failure).toMatchObject({
    message: expect.stringContaining("has 2 constitutions"),
    hint: `Choose one: ${at("nb.assay.md")}#one, ${at("nb.assay.md")}#two.`,
  });
});
