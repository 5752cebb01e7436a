import { parseDocument } from "yaml";
import { z } from "zod";

/** A part of a folder that can be read as one dataset: a split of a configuration, or a file. */
export type DatasetPart = {
  /** "default · train", or the file's own path. */
  readonly label: string;
  /** A path or glob below the folder. */
  readonly path: string;
  readonly files: number;
  readonly bytes: number;
};

export type FolderFile = { readonly path: string; readonly bytes: number };

const dataFile = /\.(?:jsonl|ndjson|json|csv|tsv|tab|parquet|pq)$/i;
/** `train-00000-of-00003.parquet`: one of the files a split was cut into. */
const shard = /-\d{5}-of-\d{5}(?=\.[a-z]+$)/i;
const notData = /(?:^|\/)(?:dataset_infos?|dataset_dict|state|config|package|tsconfig)\.json$/;

const strings = z.union([z.string(), z.array(z.string())]);
const cardConfigs = z.array(
  z.object({
    config_name: z.string(),
    data_files: z.union([strings, z.array(z.object({ split: z.string(), path: strings }))]).optional(),
  }),
);

/** Whether a name is a data file's by its ending. */
export function isDataFile(path: string): boolean {
  return dataFile.test(path) && !notData.test(path) && !path.split("/").some((step) => step.startsWith("."));
}

/**
 * The parts of a dataset folder: what its card's `configs` say, else files by name, those a split was cut into together.
 * `readme` is the text of its README.md, null where there is none. Paths that no file matches are left out.
 */
export function datasetParts(files: readonly FolderFile[], readme: string | null): readonly DatasetPart[] {
  const data = files.filter(({ path }) => isDataFile(path));
  const said = readme === null ? [] : partsOfCard(readme, data);
  return said.length > 0 ? said : partsByName(data);
}

function partsOfCard(readme: string, files: readonly FolderFile[]): readonly DatasetPart[] {
  const header = /^---\r?\n([\s\S]*?)\r?\n---\s*(?:\r?\n|$)/.exec(readme)?.[1];
  if (header === undefined || header.length > 1_000_000) return [];
  const document = parseDocument(header, { version: "1.2" });
  if (document.errors.length > 0) return [];
  const configs = cardConfigs.safeParse(plainConfigs(document));
  if (!configs.success) return [];
  return configs.data.flatMap(({ config_name: config, data_files: given }) => {
    const splits = splitsOf(given ?? []);
    return splits.flatMap(({ split, paths }) =>
      paths.flatMap((path) => partOf(paths.length > 1 ? `${config} · ${split} · ${path}` : `${config} · ${split}`, path, files)),
    );
  });
}

/** Aliases are few in an honest card; a bomb of them is no card. */
function plainConfigs(document: ReturnType<typeof parseDocument>): unknown {
  try {
    const card: unknown = document.toJS({ maxAliasCount: 20 });
    return typeof card === "object" && card !== null && "configs" in card ? card.configs : null;
  } catch {
    return null;
  }
}

type GivenFiles = NonNullable<z.infer<typeof cardConfigs>[number]["data_files"]>;

function splitsOf(given: GivenFiles): readonly { readonly split: string; readonly paths: readonly string[] }[] {
  const list = typeof given === "string" ? [given] : given;
  const plain = list.filter((each) => typeof each === "string");
  const named = list.flatMap((each) => (typeof each === "string" ? [] : [{ split: each.split, paths: [each.path].flat() }]));
  return [...(plain.length > 0 ? [{ split: "train", paths: plain }] : []), ...named];
}

function partOf(label: string, path: string, files: readonly FolderFile[]): readonly DatasetPart[] {
  const wanted = path.replace(/^\.\//, "");
  const isOutside = wanted.startsWith("/") || wanted.split("/").includes("..") || wanted.includes("://");
  const matching = isOutside ? [] : files.filter((file) => matches(wanted, file.path));
  if (matching.length === 0) return [];
  return [{ label, path: wanted, files: matching.length, bytes: matching.reduce((sum, { bytes }) => sum + bytes, 0) }];
}

function matches(pattern: string, path: string): boolean {
  if (!/[*?]/.test(pattern)) return path === pattern;
  const [steps, parts] = [pattern.split("/"), path.split("/")];
  return matchSteps(steps, parts);
}

function matchSteps(steps: readonly string[], parts: readonly string[]): boolean {
  const [step, ...rest] = steps;
  if (step === undefined) return parts.length === 0;
  if (step === "**") return rest.length === 0 || parts.some((_, index) => matchSteps(rest, parts.slice(index)));
  const [part, ...others] = parts;
  return part !== undefined && matchStep(step, part) && matchSteps(rest, others);
}

/** `*` and `?` within one name, without backtracking over the name more than once a star. */
function matchStep(pattern: string, name: string): boolean {
  const pieces = pattern.split("*");
  let at = 0;
  for (const [index, piece] of pieces.entries()) {
    const isLast = index === pieces.length - 1;
    const found = index === 0 ? 0 : isLast ? name.length - piece.length : indexOfPiece(name, piece, at);
    if (found < at || !isPieceAt(name, piece, found)) return false;
    at = found + piece.length;
  }
  return pieces.length > 1 || at === name.length;
}

function indexOfPiece(name: string, piece: string, from: number): number {
  for (let at = from; at + piece.length <= name.length; at += 1) if (isPieceAt(name, piece, at)) return at;
  return -1;
}

function isPieceAt(name: string, piece: string, at: number): boolean {
  if (at < 0 || at + piece.length > name.length) return false;
  for (let index = 0; index < piece.length; index += 1) if (piece[index] !== "?" && piece[index] !== name[at + index]) return false;
  return true;
}

function partsByName(files: readonly FolderFile[]): readonly DatasetPart[] {
  const groups = new Map<string, FolderFile[]>();
  for (const file of files) {
    const path = file.path.replace(shard, "-*");
    groups.set(path, [...(groups.get(path) ?? []), file]);
  }
  return [...groups].map(([path, group]) => ({
    label: path,
    path,
    files: group.length,
    bytes: group.reduce((sum, { bytes }) => sum + bytes, 0),
  }));
}
