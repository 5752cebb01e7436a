import type { Preference } from "./preferences.ts";

/** Which family each model and each judge belongs to; one without a known family is its own. */
export type Families = {
  readonly ofModel: (model: string) => string;
  readonly ofJudge: (judge: string) => string;
  readonly models: readonly string[];
  readonly families: readonly string[];
};

/** `chosen` stands above what the rows say. A judge that is also a teacher has its family from there. */
export function familiesOf(preferences: readonly Preference[], chosen: { readonly [name: string]: string } = {}): Families {
  const told = new Map<string, string>();
  const judges = new Map<string, string>();
  for (const { a, b, judge, judgeFamily } of preferences) {
    for (const { model, family } of [a, b]) if (family !== null && !told.has(model)) told.set(model, family);
    if (judgeFamily !== null && !judges.has(judge)) judges.set(judge, judgeFamily);
  }
  const own = (name: string): string | undefined => (Object.hasOwn(chosen, name) ? chosen[name] : undefined);
  const ofModel = (model: string) => own(model) ?? told.get(model) ?? model;
  const models = [...new Set(preferences.flatMap(({ a, b }) => [a.model, b.model]))].sort();
  return {
    ofModel,
    ofJudge: (judge) => own(judge) ?? judges.get(judge) ?? told.get(judge) ?? judge,
    models,
    families: [...new Set(models.map(ofModel))].sort(),
  };
}

/** "basalt (basalt-large, basalt-small), willow (willow-large)": the map in words, judges beside the teachers. */
export function familyWords({ models, families, ofModel, ofJudge }: Families, judges: readonly string[]): string {
  return families
    .map((family) => {
      const members = [...models.filter((model) => ofModel(model) === family), ...judges.filter((judge) => ofJudge(judge) === family)];
      const names = [...new Set(members)];
      return names.length === 1 && names[0] === family ? family : `${family} (${names.join(", ")})`;
    })
    .join(", ");
}
