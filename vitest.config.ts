import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["shared/**/*.test.ts", "main/**/*.test.ts", "renderer/**/*.test.{ts,tsx}", "build/**/*.test.ts", "notebooks/**/*.test.ts"],
    environment: "node",
    // Whole notebooks are run here: a timeout is against hanging, not against a slow machine.
    testTimeout: 60_000,
    maxWorkers: "100%",
  },
});
