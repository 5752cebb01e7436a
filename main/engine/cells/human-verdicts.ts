import type { Row, Value } from "#shared/data/table.ts";
import { type LabelItem, labelKey, type MachineVerdict } from "#shared/labelling/label-item.ts";
import type { InputTable } from "./cell-runner.ts";
import { hasColumn, itemOf, textOfValue } from "./input-rows.ts";

/** What the judges of a table said of each item, by its key; sides turned to those of the item. None where the table is no judge's. */
export function machineVerdicts(table: InputTable, items: ReadonlyMap<string, LabelItem>): ReadonlyMap<string, readonly MachineVerdict[]> {
  const found = new Map<string, MachineVerdict[]>();
  if (!hasColumn(table.schema, "judge")) return found;
  const isPairs = hasColumn(table.schema, "a") && hasColumn(table.schema, "b");
  for (const [index, row] of table.rows.entries()) {
    const judge = textOfValue(row.judge);
    if (judge === "" || row.judge_kind === "human") continue;
    const models = isPairs ? [textOfValue(row.a), textOfValue(row.b)] : [textOfValue(row.model)];
    const key = labelKey(itemOf(row, index), models, typeof row.sample === "number" ? row.sample : 0);
    const item = items.get(key);
    if (item === undefined) continue;
    const verdict = isPairs ? pairVerdict(row, item) : answerVerdict(row);
    const said: MachineVerdict = {
      ...verdict,
      judge,
      judgeFamily: textOfValue(row.judge_family) || judge,
      repeat: numberIn(row.repeat) ?? 0,
    };
    const known = found.get(key);
    if (known) known.push(said);
    else found.set(key, [said]);
  }
  return found;
}

type Said = Pick<MachineVerdict, "value" | "p" | "flipped" | "criterion">;

const otherSide = new Map<Value, string>([
  ["a", "b"],
  ["b", "a"],
]);

function pairVerdict(row: Row, item: LabelItem): Said {
  const isTurned = textOfValue(row.a) !== item.a.model;
  const [ab, ba] = [row.verdict_ab ?? null, row.verdict_ba ?? null];
  const flipped = row.verdict === "inconsistent" || row.outcome === "inconsistent" || (ab !== null && ba !== null && ab !== ba);
  const verdict = row.verdict === "a" || row.verdict === "b" || row.verdict === "tie" ? row.verdict : null;
  const p = numberIn(row.p);
  return {
    flipped,
    value: flipped || verdict === null ? null : isTurned ? (otherSide.get(verdict) ?? verdict) : verdict,
    p: p === null ? null : isTurned ? 1 - p : p,
    criterion: null,
  };
}

function answerVerdict(row: Row): Said {
  const criterion = textOfValue(row.criterion) || null;
  const value = [row.score, row.verdict, row.met, row.share, row.level].find((each) => each !== null && each !== undefined) ?? null;
  return {
    flipped: false,
    value: typeof value === "boolean" ? (value ? "met" : "not met") : (numberIn(value) ?? (typeof value === "string" ? value : null)),
    p: criterion === null ? numberIn(row.p) : null,
    criterion,
  };
}

function numberIn(value: Value | undefined): number | null {
  return typeof value === "number" || typeof value === "bigint" ? Number(value) : null;
}
