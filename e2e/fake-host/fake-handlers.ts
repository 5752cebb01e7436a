import { AssayError } from "#shared/assay-error.ts";
import type { Handlers } from "#shared/contract/handlers.ts";
import type { CellPlan } from "#shared/journal/entries.ts";
import { fakeDrawing } from "./fake-drawing.ts";
import { fakeImports } from "./fake-imports.ts";
import { fakeLabels } from "./fake-labels.ts";
import { fakeModels, fakeProviders } from "./fake-models.ts";
import { fakeText } from "./fake-notebook.ts";
import { fakeRow } from "./fake-rows.ts";
import { FakeSession } from "./fake-session.ts";
import { columns, fakeStatuses, plan } from "./fake-statuses.ts";

/** Every method of the contract, answered from memory. `?cells=200` in the address makes a long notebook, `?conflict` a changed file. */
const noLines = { count: 0, lines: [] };
const noResults = {
  ...{ expected: 0, answered: 0, known: 0, costUsd: 0, missing: { count: 0, ids: [] } },
  ...{ failed: noLines, undone: noLines, doubled: noLines, unknown: noLines, unreadable: noLines },
};

export function fakeHandlers(): Handlers {
  const asked = new URLSearchParams(location.search);
  const long = Number(asked.get("cells") ?? 0);
  const longText = Array.from(
    { length: long },
    (_, index) => `\n## Part ${index}\n\n\`\`\`sql query_${index}\nselect * from verdicts where margin > 0.${index % 10}\n\`\`\`\n`,
  ).join("");
  const session = new FakeSession("How far can the judges be trusted?", fakeText + longText, fakeStatuses);
  const empty = new FakeSession("Untitled", "---\nassay: 1\ntitle: Untitled\n---\n", []);
  const sessions = new Map([
    ["trust", session],
    ["empty", empty],
  ]);
  const find = (notebook: string): FakeSession => {
    const found = sessions.get(notebook);
    if (!found) throw new AssayError("not-found", `There is no notebook ${notebook}.`, { hint: "Open it again." });
    return found;
  };
  if (asked.has("conflict")) {
    session.say({
      type: "disk",
      disk: {
        type: "conflict",
        conflicts: [
          {
            id: "c1",
            name: "wins",
            base: "select 1\n",
            mine: "select model, count(*) as wins\nfrom verdicts\n",
            theirs: "select model, count(*) as wins\nfrom verdicts\nwhere p > 0.6\n",
          },
        ],
      },
    });
    session.update("wins", { state: "conflict", sentence: "changed here and on disk" });
  }
  if (asked.has("restricted")) session.say({ type: "notebook", problems: [], title: session.state.title, budgetUsd: 5, trusted: false });
  const plans = new Map<string, readonly CellPlan[]>();
  return {
    host: {
      describe: async () => ({
        name: "browser",
        version: "0.1.0",
        folder: "~/research/judges",
        address: "127.0.0.1:4477",
        abilities: { revealFile: false, storeKeys: true, keyStoreNote: "Keys are kept in the system's keychain.", printPdf: false },
      }),
    },
    workspace: {
      list: async () => [
        { path: "trust.assay.md", title: "How far can the judges be trusted?", modifiedAt: Date.now() - 240_000, example: false },
        { path: "pilot/empty.assay.md", title: "Untitled", modifiedAt: Date.now() - 86_400_000 * 3, example: false },
        { path: "first-look.assay.md", title: "First look: teachers, judges, agreement", modifiedAt: 0, example: true },
        { path: "import-verdicts.assay.md", title: "Verdicts made elsewhere", modifiedAt: 0, example: true },
      ],
      create: async ({ path }) => {
        if (path === "trust.assay.md")
          throw new AssayError("name-taken", "trust.assay.md exists already.", { hint: "Choose another file name." });
        return { path: "pilot/empty.assay.md" };
      },
      copyExample: async () => ({ path: "trust.assay.md" }),
    },
    notebook: {
      open: async ({ path }) => {
        const notebook = path.startsWith("trust") ? "trust" : "empty";
        return { notebook, path, state: find(notebook).state };
      },
      watch: async function* ({ notebook, after }, { signal }) {
        yield* find(notebook).watch(after, signal);
      },
      edit: async ({ notebook, revision, edit, client }) => find(notebook).edit(revision, edit, client),
      save: async ({ notebook }) => {
        find(notebook).say({ type: "disk", disk: { type: "saved", at: Date.now() } });
        return { at: Date.now() };
      },
      saveAs: async () => ({ path: "trust.assay.md" }),
      settleConflict: async ({ notebook }) => {
        find(notebook).say({ type: "disk", disk: { type: "saved", at: Date.now() } });
        find(notebook).update("wins", { state: "fresh" });
        return { left: 0 };
      },
      setTrusted: async ({ notebook, trusted }) => {
        const { title, budgetUsd, problems } = find(notebook).state;
        find(notebook).say({ type: "notebook", title, budgetUsd, problems, trusted });
        return { trusted };
      },
      report: async () => ({ fileName: "trust.html", html: "" }),
      close: async () => ({}),
    },
    plan: {
      make: async ({ notebook, target, mode }) => {
        const all = Object.values(find(notebook).state.cells).filter((cell) => cell.plan !== null || cell.costClass === "effect");
        const chosen =
          target.type === "cell" ? all.filter((cell) => cell.name === target.cell) : all.filter((cell) => cell.costClass !== "effect");
        const cells = chosen.map((cell) => cell.plan ?? { ...plan(cell.name, cell.kind, 0, 0, 0, 0), costClass: cell.costClass });
        const shown =
          mode.type === "try"
            ? cells.map((cell) => ({ ...cell, calls: 32, mostCalls: 32, cachedCalls: 0, costUsd: { low: 0.02, high: 0.03 } }))
            : cells;
        const token = crypto.randomUUID();
        plans.set(token, shown);
        const calls = shown.reduce((sum, cell) => sum + cell.calls, 0);
        return {
          token,
          cells: shown,
          calls,
          mostCalls: calls,
          cachedCalls: shown.reduce((sum, cell) => sum + cell.cachedCalls, 0),
          costUsd: {
            low: shown.reduce((sum, cell) => sum + (cell.costUsd?.low ?? 0), 0),
            high: shown.reduce((sum, cell) => sum + (cell.costUsd?.high ?? 0), 0),
          },
          durationMs: 96_000,
          budgetLeftUsd: 3.8,
          needsConfirmation: calls > 25 || shown.some((cell) => cell.costClass === "effect"),
          problems: [],
        };
      },
    },
    run: {
      start: async ({ notebook, token }) => {
        const cell = plans.get(token)?.at(-1);
        if (cell) find(notebook).run(cell.cell, Math.max(60, cell.calls));
        return { run: "r" };
      },
      stop: async ({ notebook }) => {
        find(notebook).stop(find(notebook).state.runs[0]?.cells[0] ?? null);
        return { stopped: true };
      },
    },
    cell: {
      output: async ({ cell }) => ({
        drawing: fakeDrawing(cell),
        rowErrors: [
          {
            cause: "timeout",
            sentence: "No answer came within 120 s; the call was tried 4 times.",
            count: 3,
            rows: ["task-017", "task-031", "task-044"],
          },
          { cause: "truncated", sentence: "The answer reached max_tokens (300) and was cut off.", count: 1, rows: ["task-052"] },
        ],
        files: [
          { path: "out/release/train.jsonl", rows: 402, bytes: 318_220, sha256: "9f2c41ab77d0e1c35a7716be".padEnd(64, "0") },
          { path: "out/release/README.md", rows: 0, bytes: 4_120, sha256: "03aa41ab77d0e1c35a7716be".padEnd(64, "0") },
        ],
        recipeChanges: [
          "  judges: [sim/judge-fair, sim/judge-first]",
          "- criteria: Prefer the answer that is correct.",
          "+ criteria: Prefer the answer that is correct; then the one that is shorter.",
        ],
      }),
      renderPrompt: async () => ({
        messages: [
          { role: "system", content: "Answer in one short sentence." },
          { role: "user", content: "What is 17 × 23?" },
        ],
        problems: [],
        tokens: 21,
      }),
      setFrozen: async ({ notebook, cell, frozen }) => {
        find(notebook).update(cell, { state: frozen ? "frozen" : "fresh" });
        return { frozen };
      },
    },
    table: {
      page: async ({ notebook, table, offset, limit }) => {
        const rows = rowsIn(find(notebook), table);
        return {
          columns: columns[table] ?? [],
          rows: Array.from({ length: Math.max(0, Math.min(limit, rows - offset)) }, (_, index) => fakeRow(table, offset + index)),
          offset,
          filteredRows: rows,
          totalRows: rows,
          sql: `select * from ${table}`,
        };
      },
      profile: async ({ column }) => ({ column, nulls: 2, rows: 480, distinct: 12, summary: { type: "none" } }),
      measure: async () => ({ rows: [], sentence: "Nothing is measured here.", drawing: null }),
      row: async ({ table, index }) => ({ row: fakeRow(table, index), columns: columns[table] ?? [], calls: [] }),
      catalogue: async () =>
        fakeStatuses.flatMap((status) =>
          (status.result?.tables ?? []).map((table) => ({
            table: table.name,
            cell: status.name,
            kind: status.kind,
            rows: table.rows,
            columns: table.columns,
          })),
        ),
      download: async ({ table, format }) => ({ fileName: `${table}.${format}`, bytes: new Blob(["item\n"]) }),
      keepRows: async ({ name, table, notebook }) => ({ path: `data/${name}.jsonl`, rows: rowsIn(find(notebook), table) }),
    },
    labels: fakeLabels(),
    exports: {
      notebook: async ({ format }) => ({ fileName: `notebook.${format}`, bytes: new Blob(["A notebook."]), stale: [] }),
      pdf: async () => ({ fileName: "notebook.pdf", bytes: new Blob(["%PDF"]), stale: [] }),
      hubToken: async () => ({ origin: "https://huggingface.co", state: "missing" }),
      saveHubToken: async ({ token }) => ({ origin: "https://huggingface.co", state: token === null ? "missing" : "session" }),
    },
    imports: fakeImports,
    batches: {
      look: async () => ({ goesOn: 0 }),
      cancel: async () => ({ goesOn: 0 }),
      requests: async function* () {
        yield { model: "sim/willow-large", lines: ["{}"] };
      },
      writeRequests: async () => [],
      resultFiles: async () => [],
      readResults: async () => noResults,
      openResults: async () => ({ results: "results-1", expected: 0 }),
      addResults: async () => ({ lines: 0 }),
      closeResults: async () => noResults,
    },
    models: {
      list: async () => fakeModels,
      providers: async () => fakeProviders,
      save: async () => ({ saved: true }),
      remove: async () => ({ removed: true }),
      test: async () => ({
        ok: true,
        sentence: "Answered in 38 ms and lists 2 models.",
        models: ["llama-3.3-70b", "qwen-3-32b"],
        latencyMs: 38,
      }),
    },
  };
}

function rowsIn(session: FakeSession, table: string): number {
  return (
    Object.values(session.state.cells)
      .flatMap((status) => status.result?.tables ?? [])
      .find((each) => each.name === table)?.rows ?? 0
  );
}
