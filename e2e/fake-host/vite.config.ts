import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Serves the workbench over a made-up engine, to look at every state without waiting for one: `vite -c e2e/fake-host/vite.config.ts`. */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  plugins: [react()],
  worker: { format: "es" },
  server: { host: "127.0.0.1", fs: { allow: [fileURLToPath(new URL("../..", import.meta.url))] } },
  build: { outDir: fileURLToPath(new URL("../../dist/fake-host", import.meta.url)), assetsInlineLimit: 0, target: "es2023" },
});
