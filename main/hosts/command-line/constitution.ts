import type { Command } from "commander";
import type { ExitCode } from "./exit-codes.ts";
import type { Terminal } from "./terminal.ts";

/** `assay constitution`: principles out of a file into a notebook, and what differs between two versions. */
export function addConstitution(program: Command, terminal: Terminal, finish: (code: ExitCode) => void): void {
  const group = program.command("constitution").description("principles from a file, and what differs between two versions");
  group
    .command("import <file>")
    .description("principles in Markdown, JSON or YAML as a constitution cell at the notebook's end; runs nothing")
    .requiredOption("--into <notebook>", "the notebook that gets the cell")
    .option("--name <name>", "the cell's name (default: the file's)")
    .action(async (file: string, { into, name }: { into: string; name?: string }) => {
      const [{ withNotebook }, { importPrinciples }] = await Promise.all([import("./with-notebook.ts"), import("./principles.ts")]);
      finish(await withNotebook(into, terminal, (path, { client }) => importPrinciples(path, file, name ?? null, client, terminal)));
    });
  group
    .command("compare <before> <after>")
    .description("what differs between two constitutions: files of principles, notebooks, or `NOTEBOOK#CELL`")
    .option("--json", "one change a line, as JSON")
    .action(async (before: string, after: string, { json = false }: { json?: boolean }) => {
      const { comparePrinciples } = await import("./principles.ts");
      finish(await comparePrinciples(before, after, json, terminal));
    });
}
