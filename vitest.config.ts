import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The longest file first, or it would run alone at the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLongest = ({ moduleId }: TestSpecification): number => Number(moduleId.endsWith("notebooks/golden.test.ts"));
    return (await super.sort(files)).sort((a, b) => isLongest(b) - isLongest(a));
  }
}

export default defineConfig({
  test: {
    environment: "node",
    // Whole notebooks are run here: a timeout is against hanging, not against a slow machine.
    testTimeout: 60_000,
    maxWorkers: "100%",
    sequence: { sequencer: LongestFirst },
    projects: [
      // Pure code keeps no state between calls, so its files share threads and modules: half of their time was loading.
      { extends: true, test: { name: "pure", include: ["{shared,renderer}/**/*.test.{ts,tsx}"], isolate: false } },
      {
        extends: true,
        test: {
          name: "machine",
          include: ["{main,build,notebooks}/**/*.test.ts"],
          globalSetup: "build/test-workers.mjs",
        },
      },
    ],
  },
});
