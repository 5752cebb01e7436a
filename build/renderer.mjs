// How the window is built and, for `npm run dev`, served: one bundle for every host.
import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { root } from "./dependencies.mjs";

/** @param {string} outDir @returns {import("vite").InlineConfig} */
export function rendererConfig(outDir = join(root, "dist", "renderer")) {
  return {
    configFile: false,
    root: join(root, "renderer"),
    // Relative, so that the bundle works below any path and scheme.
    base: "./",
    logLevel: "warn",
    plugins: [react()],
    worker: { format: "es" },
    build: {
      outDir,
      emptyOutDir: true,
      target: "es2023",
      modulePreload: { polyfill: false },
      sourcemap: true,
      // The content security policy allows no data: fonts or scripts.
      assetsInlineLimit: 0,
      // Monaco is one large chunk by nature and loads after first paint.
      chunkSizeWarningLimit: 4000,
    },
  };
}
