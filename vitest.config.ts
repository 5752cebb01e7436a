import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["shared/**/*.test.ts", "main/**/*.test.ts", "renderer/**/*.test.{ts,tsx}", "build/**/*.test.ts", "notebooks/**/*.test.ts"],
    environment: "node",
    testTimeout: 20_000,
  },
});
