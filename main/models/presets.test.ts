import { expect, it } from "vitest";
import { providerSettings } from "#shared/contract/models.ts";
import { familyOfModel } from "./families.ts";
import { createMemoryStore } from "./memory-store.ts";
import { providerPresets, settingsOf } from "./presets.ts";
import { createRegistry } from "./registry.ts";

it("offers presets that can be saved as they are, keys sent over https only", async () => {
  const registry = createRegistry(createMemoryStore());
  for (const preset of providerPresets) {
    expect(providerSettings.parse(settingsOf(preset))).toEqual(settingsOf(preset));
    await registry.save(settingsOf(preset), null);
    if (preset.keyEnvironment !== null) expect(preset.baseUrl).toMatch(/^https:/);
  }
  expect(await registry.providers()).toHaveLength(providerPresets.length);
});

it.each([
  ["gpt-4o-mini", "gpt"],
  ["o3-mini", "gpt"],
  ["anthropic/claude-sonnet-4", "claude"],
  ["meta-llama/Llama-3.3-70B-Instruct", "llama"],
  ["deepseek-ai/DeepSeek-R1-Distill-Llama-70B", "deepseek"],
  ["mixtral-8x7b", "mistral"],
  ["Qwen/QwQ-32B", "qwen"],
  ["phi-4", "phi"],
  ["my-finetune", "somewhere"],
])("takes %s for the family %s", (name, family) => {
  expect(familyOfModel(name, "somewhere")).toBe(family);
});
