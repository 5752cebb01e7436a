import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Plan } from "#shared/contract/contract.ts";
import { openNotebook, type TestNotebook } from "./testing/open-notebook.ts";

const cell = (kind: string, name: string, body: string): string => `\`\`\`${kind} ${name}\n${body.trim()}\n\`\`\`\n\n`;
const tasks = (count: number) =>
  cell(
    "dataset",
    "tasks",
    `rows:\n${Array.from({ length: count }, (_, at) => `  - question: What is ${at + 13} × ${at + 24}?`).join("\n")}`,
  );
const teacher = (models: readonly string[], extra = "") =>
  cell("teacher", "answers", `from: tasks\nprompt: "{{ question }}"\nmodels: [${models.join(", ")}]\n${extra}`);
const judge = (name: string, tournament: string, extra = "", judges = "sim/judge-fair") =>
  cell("judge", name, `from: answers\nmode: tournament\njudges: [${judges}]\ntournament: { ${tournament} }\n${extra}`);
const open = (cells: string) => openNotebook("test.assay.md", { files: { "test.assay.md": `---\nassay: 1\n---\n\n${cells}` } });

type Rows = Awaited<ReturnType<TestNotebook["rows"]>>;
const sumOf = (rows: Rows, column: string) => rows.reduce((total, row) => total + Number(row[column]), 0);
const numbers = (rows: Rows, column: string) => rows.map((row) => Number(row[column]));

describe("a tournament of models", () => {
  const models = ["cedar", "willow", "basalt"].flatMap((family) => [`sim/${family}-large`, `sim/${family}-small`]);
  const both = "sim/judge-fair, sim/judge-long";
  let test: TestNotebook;
  let expected: Plan;
  let planned: Plan;
  beforeAll(async () => {
    test = await open(
      tasks(24) +
        teacher(models) +
        judge("league", "scheme: round-robin, matches: 15") +
        cell("measure", "ranks", "method: ranking\nfrom: league") +
        judge("cup", "scheme: knockout, matches: 5") +
        judge("swiss", "scheme: swiss, matches: 3") +
        judge("quick", "scheme: adaptive, matches: 3, max_calls: 60") +
        judge("apart", "scheme: swiss", "", both) +
        judge("together", "scheme: swiss", "jury: majority", both) +
        judge("blind", "scheme: knockout", "", '"sim/judge:unreadable=1"'),
    );
    expected = await test.plan();
    expect(await test.run({ type: "cell", cell: "answers", upstream: "run" })).toMatchObject({ state: "done", sentence: null });
    planned = await test.plan();
    expect(await test.run()).toMatchObject({ state: "done", sentence: null });
    // The database starts with the first page.
    await test.rows("league", 1);
  }, 180_000);
  afterAll(() => test.close());

  it("ranks the large models over the small by round robin, with the strengths a ranking of its comparisons has", async () => {
    const standings = await test.rows("league_standings");
    expect(numbers(standings, "rank")).toEqual([...numbers(standings, "rank")].sort((left, right) => left - right));
    const ofSize = (size: string) => standings.filter(({ player }) => String(player).endsWith(size));
    expect(sumOf(ofSize("-large"), "rank")).toBeLessThan(sumOf(ofSize("-small"), "rank"));
    expect(sumOf(ofSize("-large"), "strength")).toBeGreaterThan(1);
    expect(standings[0]).toMatchObject({ item: null, byes: 0, stopped_because: "everyone met everyone", low: expect.any(Number) });
    const rows = await test.rows("league");
    expect(rows).toHaveLength(15 * 15);
    expect(await test.rows("league_calls")).toHaveLength(15 * 15 * 2);
    const first = standings.filter(({ rank }) => Number(rank) === 1).map(({ player }) => player);
    const summary = first.length === 1 ? `${first[0]} first` : `${first.length} winners`;
    expect((await test.state()).cells.league?.sentence).toBe(`round-robin · 1 judge · ${summary} · 225 comparisons`);
    expect(new Set(numbers(rows, "round"))).toEqual(new Set([1, 2, 3, 4, 5]));
    const measured = (await test.rows("ranks")).filter(({ statistic }) => statistic === "strength");
    expect(measured).toHaveLength(6);
    for (const { player, strength } of standings)
      expect(Number(measured.find(({ model }) => model === player)?.estimate)).toBeCloseTo(Number(strength), 6);
  });

  it("expects matches × items × orders × judges calls before there are any answers", () => {
    const calls = Object.fromEntries(expected.cells.map((each) => [each.cell, each.calls]));
    expect(calls).toMatchObject({ answers: 144, league: 450, cup: 50, swiss: 54, quick: 60, apart: 36, together: 36, blind: 10 });
  });

  it("plans the calls that a scheme is known to take", async () => {
    const plans = new Map(planned.cells.map((each) => [each.cell, each]));
    // Answers that are the same text make the same question, which is bought once.
    const distinct = new Set((await test.rows("league_calls")).map((row) => row.call_key)).size;
    expect(plans.get("league")).toMatchObject({ calls: distinct, mostCalls: distinct });
    for (const name of ["cup", "swiss", "quick", "apart", "together"]) {
      const made = (await test.rows(`${name}_calls`)).length;
      const { calls = 0, mostCalls = 0 } = plans.get(name) ?? {};
      // An adaptive one may stop before its limit.
      expect([name, calls <= made, (mostCalls ?? 0) > made * 0.8, calls === mostCalls]).toEqual([name, true, true, name !== "quick"]);
    }
  });

  it("takes one match fewer than players by knockout, each on items of its own", async () => {
    const rows = await test.rows("cup");
    expect(rows).toHaveLength(5 * 5);
    const standings = await test.rows("cup_standings");
    expect(numbers(standings, "rank").filter((rank) => rank === 1)).toHaveLength(1);
    expect(sumOf(standings, "wins")).toBe(sumOf(standings, "losses"));
    for (const { round, match } of rows) {
      const games = rows.filter((row) => row.round === round && row.match === match);
      expect(new Set(games.map(({ a, b }) => `${a} ${b}`)).size).toBe(1);
      expect(new Set(games.map(({ item }) => item)).size).toBe(5);
    }
    const [winner] = standings;
    const calls = (await test.rows("cup_calls")).filter(({ a, b }) => a === winner?.player || b === winner?.player);
    expect(Number(winner?.calls)).toBe(calls.length);
  });

  it("counts an inconsistent comparison for nobody", async () => {
    const rows = await test.rows("league");
    const standings = await test.rows("league_standings");
    const decided = rows.filter(({ outcome }) => outcome === "win" || outcome === "loss" || outcome === "tie");
    expect(decided.length).toBeLessThan(rows.length);
    for (const { player, wins, losses, ties } of standings) {
      const won = new Map<string, number>();
      for (const { a, b, outcome, winner } of rows) {
        if (a !== player && b !== player) continue;
        const other = String(a === player ? b : a);
        const change = outcome === "win" || outcome === "loss" ? (winner === player ? 1 : -1) : 0;
        won.set(other, (won.get(other) ?? 0) + change);
      }
      const margins = [...won.values()];
      const count = (sign: number) => margins.filter((margin) => Math.sign(margin) === sign).length;
      expect([Number(wins), Number(losses), Number(ties)]).toEqual([count(1), count(-1), count(0)]);
    }
  });

  it("stops an adaptive tournament at max_calls and ranks it by strength", async () => {
    expect((await test.rows("quick_calls")).length).toBe(60);
    const standings = await test.rows("quick_standings");
    expect(standings[0]?.stopped_because).toBe("max_calls is reached after 10 matches");
    const strengths = standings.flatMap(({ strength }) => (strength === null ? [] : [Number(strength)]));
    expect(strengths).toEqual([...strengths].sort((left, right) => right - left));
  });

  it("holds one tournament a judge, and one together for a jury", async () => {
    const standings = await test.rows("apart_standings");
    expect(standings.map((row) => row.judge)).toEqual([...Array(6).fill("sim/judge-fair"), ...Array(6).fill("sim/judge-long")]);
    expect(await test.rows("together")).toHaveLength(18);
    const pooled = await test.rows("together_jury");
    expect(pooled).toHaveLength(9);
    expect((await test.rows("together_standings")).map((row) => row.judge)).toEqual(Array(6).fill("jury"));
  });

  it("decides nothing where no verdict can be read, and the ledger says so", async () => {
    const standings = await test.rows("blind_standings");
    expect(sumOf(standings, "wins") + sumOf(standings, "losses") + sumOf(standings, "ties")).toBe(0);
    expect(standings.every(({ strength, reason }) => strength === null && reason === "none of its comparisons was decided")).toBe(true);
    expect(standings[0]?.stopped_because).toBe("one player is left; 5 without a winner decided by lot (seed 0)");
    expect((await test.state()).cells.blind?.result?.ledger?.unscored).toEqual({ "no comparison was decided": 1 });
  });

  it("buys nothing twice: the same schedule written out takes no call and gives the same tables", async () => {
    const before = [await test.rows("swiss"), await test.rows("swiss_standings")];
    await test.setText((text) => text.replace("scheme: swiss, matches: 3", "scheme: swiss, rounds: 3, matches: 3"));
    expect((await test.plan({ type: "cell", cell: "swiss", upstream: "last-results" })).calls).toBe(0);
    await test.run({ type: "cell", cell: "swiss", upstream: "last-results" });
    expect([await test.rows("swiss"), await test.rows("swiss_standings")]).toEqual(before);
  });
});

describe("a tournament among answers", () => {
  it("is held for every item by a draw of its own, and tells samples of one model apart", async () => {
    const test = await open(
      tasks(24) + teacher(["sim/cedar-large", "sim/cedar-small"], "samples: 2") + judge("best", "scheme: knockout, players: answers"),
    );
    expect((await test.run()).state).toBe("done");
    const standings = await test.rows("best_standings");
    const players = ["sim/cedar-large #0", "sim/cedar-large #1", "sim/cedar-small #0", "sim/cedar-small #1"];
    expect(standings).toHaveLength(24 * 4);
    expect([...new Set(standings.map(({ player }) => player))].sort()).toEqual(players);
    expect(await test.rows("best")).toHaveLength(24 * 3);
    const winners = standings.filter(({ rank }) => Number(rank) === 1);
    expect(winners).toHaveLength(24);
    for (const player of players) expect(winners.filter((row) => row.player === player).length).toBeLessThan(15);
    for (const { strength, reason, wins } of standings) {
      if (strength === null)
        expect(reason).toMatch(Number(wins) > 0 ? /no common scale/ : /no common scale|none of its comparisons was decided/);
    }
    expect((await test.state()).cells.best?.result?.ledger?.requested).toBe(24);
    await test.close();
  }, 120_000);

  it("says so where nobody has an opponent", async () => {
    const test = await open(tasks(2) + teacher(["sim/cedar-large"]) + judge("best", "scheme: knockout"));
    await test.run({ type: "cell", cell: "answers", upstream: "run" });
    const { problems } = await test.plan();
    expect(problems).toEqual([expect.objectContaining({ sentence: "`answers` has no two answers to one item by different models." })]);
    await test.close();
  }, 120_000);
});
