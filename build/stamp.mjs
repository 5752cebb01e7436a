// Whether something must be built again: the content of what goes in, remembered beside what came out.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "./dependencies.mjs";

/** @param {string} path @returns {string[]} */
function filesBelow(path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  const entries = readdirSync(full, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name)).map((entry) => join(entry.parentPath, entry.name));
}

/**
 * SHA-256 over the names and bytes of files and of all files below folders, tests left out.
 * @param {readonly string[]} folders @param {readonly string[]} files
 */
export function hashInputs(folders, files) {
  const hash = createHash("sha256").update(process.versions.node);
  const paths = [...folders.flatMap(filesBelow), ...files.map((file) => join(root, file))].sort();
  for (const path of paths) {
    const bytes = readFileSync(path);
    hash.update(`\0${path.slice(root.length)}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest("hex");
}

/**
 * Runs `build` unless its last run had the same inputs.
 * @param {string} name @param {string} inputs @param {() => Promise<unknown>} build
 * @returns {Promise<boolean>} whether it ran
 */
export async function unlessUnchanged(name, inputs, build) {
  const path = join(root, "dist", "stamps", name);
  if (existsSync(path) && readFileSync(path, "utf8") === inputs) return false;
  await build();
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, inputs);
  return true;
}
