import type { Judgement } from "../judgement.ts";
import type { MeasureOptions } from "../measure-options.ts";
import { type Measured, undefinedMeasure } from "../measured.ts";
import { counted, type MeasureResult, type TidyRow, tidyRow } from "../tidy-row.ts";
import { drawWeighted, measuredFrom } from "../weighted-statistic.ts";
import { jointRidge, jointStyle, jointTraits } from "./joint-style.ts";
import type { Preference } from "./preferences.ts";
import { people, type TraitStudy, traitRows } from "./trait-rows.ts";
import { refusal, traitFinding, traitStudies, withTests } from "./trait-studies.ts";
import { styleTraits, type Trait } from "./traits.ts";

/**
 * How far verdicts follow layout: for lists, headers, bold, code and tables the same figures as for length, and all of them
 * with length in one model with the teachers' strengths, as Arena's style control.
 */
export function measureFormat(judgements: readonly Judgement[], options: MeasureOptions = {}): MeasureResult {
  const read = traitStudies(judgements, options);
  if (typeof read === "string") return refusal("prefers more list items", read, judgements);
  const rows = read.studies.flatMap((study) => {
    const absent = absentTraits(study);
    const present = styleTraits.filter((trait) => !absent.includes(trait));
    const names = new Set<string>(absent.map(({ name }) => name));
    return [
      ...withTests(present.flatMap((trait) => traitRows(study, trait))),
      ...jointRowsOf(study).filter(({ statistic }) => !names.has(statistic.replace("joint slope: ", ""))),
      ...(absent.length === 0 ? [] : [absentRow(study, absent)]),
    ];
  });
  return { rows, sentence: traitFinding(rows, styleTraits) + read.duplicates };
}

/** Traits that no two answers compared differ in, where the layout of some is known: nothing can follow them. */
function absentTraits({ preferences }: TraitStudy): readonly Trait[] {
  const known = (trait: Trait) =>
    preferences.flatMap(({ a, b }) => {
      const [left, right] = [trait.of(a), trait.of(b)];
      return left === null || right === null ? [] : [left !== right];
    });
  return styleTraits.filter((trait) => {
    const differs = known(trait);
    return differs.length > 0 && !differs.includes(true);
  });
}

function absentRow({ preferences, slice }: TraitStudy, absent: readonly Trait[]): TidyRow {
  const names = absent.map(({ name }) => name).join(", ");
  const counts = {
    n: 0,
    items: new Set(preferences.map(({ item }) => item)).size,
    nulls: 0,
    ties: 0,
    clusters: new Set(preferences.map(({ cluster }) => cluster)).size,
  };
  const row = tidyRow(
    { statistic: `joint slope: ${names}`, slice },
    undefinedMeasure(`no two answers compared differ in ${names}`, counts),
    "number",
    String,
  );
  const where = slice === null ? "" : ` (${slice})`;
  return {
    ...row,
    sentence: `Nothing can follow ${names}: no two answers compared differ in ${absent.length === 1 ? "it" : "any of them"}${where}.`,
  };
}

function jointRowsOf(study: TraitStudy): readonly TidyRow[] {
  const perItem = new Map(study.preferences.map((preference) => [preference.item, preference]));
  const asPeople = [...perItem.values()].flatMap((preference): readonly Preference[] => {
    const view = study.views.get(preference.item);
    return view === undefined ? [] : [{ ...preference, judge: people, share: view.share }];
  });
  const own = study.judges.flatMap((judge) =>
    jointRows(
      study,
      judge,
      study.preferences.filter((preference) => preference.judge === judge),
    ),
  );
  return study.views.size === 0 ? own : [...own, ...jointRows(study, people, asPeople)];
}

function jointRows({ slice, resampling }: TraitStudy, judge: string, preferences: readonly Preference[]): readonly TidyRow[] {
  const { statistic, n, constant } = jointStyle(preferences);
  const drawn = drawWeighted(statistic, resampling);
  const counts = { n, items: n, nulls: preferences.length - n, ties: 0 };
  return jointTraits.map(({ name }, index) => {
    const unknown = n === 0 ? "no comparison has a readable verdict and two answers whose length and layout are known" : null;
    const reason = unknown ?? (constant.includes(name) ? `no two answers compared differ in ${name}` : null);
    const measured: Measured =
      reason === null
        ? measuredFrom(drawn, index, counts, "the fit has no solution")
        : undefinedMeasure(reason, { ...counts, clusters: drawn.clusters });
    return tidyRow({ statistic: `joint slope: ${name}`, slice, judge_a: judge }, measured, "number", (value) => {
      return `${judge}: one standard deviation more ${name}, the teachers' strength and the other traits held, adds ${value} to the log-odds (${counted(n, "comparison")}, ridge ${jointRidge})`;
    });
  });
}
