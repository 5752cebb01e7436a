import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The window's bundle: one build for every host, with relative addresses so that it also works under a base path. */
export default defineConfig({
  root: folder("./renderer"),
  base: "./",
  plugins: [react()],
  build: {
    outDir: folder("./dist/renderer"),
    emptyOutDir: true,
    target: "es2023",
    // The page's policy allows no data: addresses for fonts or scripts.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4000,
    modulePreload: { polyfill: false },
  },
  worker: { format: "es" },
});
