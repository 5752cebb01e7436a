import type { Row, Value } from "#shared/data/table.ts";
import { hasColumn } from "#shared/data/table-columns.ts";
import { textOfValue } from "#shared/data/value-text.ts";
import { type LabelItem, labelKey, type MachineVerdict } from "#shared/labelling/label-item.ts";
import type { InputTable } from "../cell-runner.ts";
import { itemOf } from "../input-rows.ts";

/** What judges said of each item, by its key; sides turned to those of the item. A table without judges says nothing. */
export function machineVerdicts(
  tables: readonly InputTable[],
  items: ReadonlyMap<string, LabelItem>,
): ReadonlyMap<string, readonly MachineVerdict[]> {
  const found = new Map<string, MachineVerdict[]>();
  for (const { schema, rows } of tables) {
    if (!hasColumn(schema, "judge")) continue;
    const isPairs = hasColumn(schema, "a") && hasColumn(schema, "b");
    for (const [index, row] of rows.entries()) {
      const models = isPairs ? [textOfValue(row.a), textOfValue(row.b)] : [textOfValue(row.model)];
      const item = items.get(labelKey(itemOf(row, index), models, typeof row.sample === "number" ? row.sample : 0));
      const said = item === undefined ? null : verdictIn(row, item, isPairs);
      if (item === undefined || said === null) continue;
      const known = found.get(item.key);
      if (known) known.push(said);
      else found.set(item.key, [said]);
    }
  }
  return found;
}

/** Null for what people said: only machines are weighed here. */
function verdictIn(row: Row, item: LabelItem, isPairs: boolean): MachineVerdict | null {
  const judge = textOfValue(row.judge);
  if (judge === "" || row.judge_kind === "human") return null;
  const said = isPairs ? pairVerdict(row, item) : answerVerdict(row);
  return { ...said, judge, judgeFamily: textOfValue(row.judge_family) || judge, repeat: numberIn(row.repeat) ?? 0 };
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
