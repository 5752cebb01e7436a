import { expect, it } from "vitest";
import { presets } from "./presets.ts";
import { draftOf, draftOfPreset, emptyDraft, newModel, placesOf, readDraft } from "./provider-draft.ts";

it("reads every preset as a provider that can be saved", () => {
  for (const preset of presets) expect(readDraft(draftOfPreset(preset), []), preset.id).toMatchObject({ ok: true });
});

it("keeps a provider whole on its way through the form", () => {
  const draft = {
    ...emptyDraft,
    id: "lab",
    baseUrl: "https://lab.example/v1",
    tokensPerMinute: "2,000,000",
    models: [{ ...newModel("big"), family: "oak", inputUsd: "0.15", outputUsd: "0", contextTokens: "32768" }],
  };
  const read = readDraft(draft, []);
  if (!read.ok) throw new Error("unreadable");
  expect(read.provider).toMatchObject({
    tokensPerMinute: 2_000_000,
    models: [{ name: "big", family: "oak", inputUsdPerMillion: 0.15, outputUsdPerMillion: 0, contextTokens: 32_768 }],
  });
  expect(readDraft(draftOf(read.provider), [])).toEqual(read);
});

it("takes an empty price as unknown, not as free", () => {
  const read = readDraft({ ...emptyDraft, id: "lab", baseUrl: "http://127.0.0.1:1/v1", models: [newModel("m")] }, []);
  expect(read).toMatchObject({ ok: true, provider: { models: [{ inputUsdPerMillion: null, outputUsdPerMillion: null }] } });
});

it("says what is wrong where it is wrong", () => {
  const read = readDraft(
    {
      ...emptyDraft,
      id: "Lab!",
      baseUrl: "ftp://lab.example",
      keyEnvironment: "sk-123",
      maxConcurrency: "many",
      models: [{ ...newModel("m"), inputUsd: "-1" }],
    },
    [],
  );
  if (read.ok) throw new Error("read");
  expect([...read.problems.keys()].sort()).toEqual(["id", "keyEnvironment", "maxConcurrency", "models.0.inputUsdPerMillion"]);
  expect(placesOf(read.problems.keys())).toContain("Calls at once");
  expect(readDraft({ ...emptyDraft, id: "lab", baseUrl: "ftp://lab.example" }, [])).toMatchObject({ ok: false });
  expect(readDraft({ ...emptyDraft, id: "sim", baseUrl: "https://a.example" }, [])).toMatchObject({ ok: false });
});

it("refuses a name that is taken", () => {
  const read = readDraft({ ...emptyDraft, id: "lab", baseUrl: "https://lab.example/v1" }, ["lab"]);
  expect(read.ok ? null : read.problems.get("id")).toBe("There is a provider lab already.");
});
