import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    environment: "node",
    // Whole notebooks are run here: a timeout is against hanging, not against a slow machine.
    testTimeout: 60_000,
    maxWorkers: "100%",
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
