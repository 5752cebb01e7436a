import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ExitCode } from "./exit-codes.ts";
import { exitCodes } from "./exit-codes.ts";
import { createProgram } from "./program.ts";
import { testTerminal } from "./test-terminal.ts";

const text = `---
assay: 1
title: Small
---

\`\`\`dataset tasks
rows:
  - { question: What is 3 + 4? }
  - { question: What is 5 + 6? }
\`\`\`

\`\`\`teacher answers
from: tasks
prompt: "{{ question }}"
models: [sim/willow-large]
\`\`\`

\`\`\`export tune
from: answers
format: sft
path: out/tune
\`\`\`
`;

let base = "";
let path = "";
let homeBefore: string | undefined;
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), "assay-export-"));
  path = join(base, "small.assay.md");
  homeBefore = process.env.ASSAY_HOME;
  process.env.ASSAY_HOME = join(base, "home");
  await writeFile(path, text);
});
afterEach(async () => {
  if (homeBefore === undefined) delete process.env.ASSAY_HOME;
  else process.env.ASSAY_HOME = homeBefore;
  await rm(base, { recursive: true, force: true });
});

async function assay(words: readonly string[], terminal = testTerminal()): Promise<ExitCode> {
  let exit: ExitCode = exitCodes.failed;
  await createProgram("0.0.0", terminal, (code) => {
    exit = code;
  }).parseAsync(["node", "assay", ...words]);
  return exit;
}

describe("assay export", () => {
  it("runs an export cell alone, on what there is, after saying what it writes", { timeout: 120_000 }, async () => {
    const early = testTerminal();
    expect(await assay(["export", path, "--cell", "tune", "--yes"], early)).not.toBe(exitCodes.done);
    await assay(["run", path, "--cell", "answers", "--yes"]);
    const unasked = testTerminal();
    expect(await assay(["export", path, "--cell", "tune"], unasked)).toBe(exitCodes.needsConfirmation);
    expect(unasked.complained.join("\n")).toContain("Writes out/tune below the notebook's folder.");
    expect(await assay(["export", path, "--cell", "tune", "--yes"])).toBe(exitCodes.done);
    expect((await readFile(join(base, "out/tune/data/train.jsonl"), "utf8")).trim().split("\n")).toHaveLength(2);
    await expect(assay(["export", path, "--cell", "tone"])).rejects.toMatchObject({ code: "cell-unknown", hint: "Did you mean `tune`?" });
    await expect(assay(["export", path, "--cell", "answers", "--yes"])).rejects.toMatchObject({ code: "cell-unknown" });
  });

  it("sends nothing in a sweep accepted unseen: the export is named", { timeout: 120_000 }, async () => {
    await writeFile(path, text.replace("path: out/tune", "path: out/tune\npush: { repo: ann/small }"));
    await mkdir(join(base, "home"), { recursive: true });
    await writeFile(join(base, "home", "settings.json"), JSON.stringify({ version: 1, hub: { url: "http://127.0.0.1:9" } }));
    const tokenBefore = process.env.HF_TOKEN;
    process.env.HF_TOKEN = "hf_testtoken1234567890";
    try {
      const terminal = testTerminal();
      expect(await assay(["run", path, "--yes"], terminal)).toBe(exitCodes.needsConfirmation);
      expect(terminal.complained.at(-1)).toBe("tune sends data away: name it with --cell tune --yes.");
      const named = testTerminal();
      expect(await assay(["run", path, "--cell", "tune", "--yes"], named)).toBe(exitCodes.failed);
      expect(named.complained.join("\n")).toContain("http://127.0.0.1:9 cannot be reached. out/tune was written; nothing was sent.");
      expect(named.complained.join("\n")).not.toContain("hf_testtoken");
    } finally {
      if (tokenBefore === undefined) delete process.env.HF_TOKEN;
      else process.env.HF_TOKEN = tokenBefore;
    }
  });

  it.each([
    ["md", "# Small"],
    ["ipynb", '"nbformat": 4'],
    ["html", "<!doctype html>"],
    ["zip", "PK"],
  ])("writes the notebook as %s", async (format, beginning) => {
    const to = join(base, `out.${format}`);
    expect(await assay(["export", path, "--format", format, "--to", to])).toBe(exitCodes.done);
    expect(await readFile(to, "latin1")).toContain(beginning);
    expect(await assay(["export", path, "--to", to])).toBe(exitCodes.done);
  });

  it("says which formats there are, and what to do for paper", async () => {
    await expect(assay(["export", path, "--format", "pdf"])).rejects.toMatchObject({
      code: "unsupported",
      message: "A PDF is laid out by a browser, and the command line has none.",
    });
    await expect(assay(["export", path, "--format", "tex"])).rejects.toMatchObject({
      code: "unsupported",
      hint: "Write --format html, md, ipynb, zip.",
    });
    await expect(assay(["export", path, "--to", "out.docx"])).rejects.toMatchObject({
      code: "unsupported",
      hint: expect.stringContaining(".ipynb"),
    });
  });
});
