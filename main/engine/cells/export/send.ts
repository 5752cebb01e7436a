import { AssayError } from "#shared/assay-error.ts";
import type { ExportBody } from "#shared/cells/export.ts";
import { integer, type Row, schemaOf, text } from "#shared/data/table.ts";
import type { ExportFile, ExportJob } from "../../parts/exports.ts";
import type { OutgoingFile } from "../../parts/uploads.ts";
import type { RunContext } from "../cell-runner.ts";

export const sentSchema = schemaOf([
  ["to", text],
  ["file", text],
  ["bytes", integer],
  ["id", text],
  ["url", text],
]);

/** Sends what was written where the cell says, in full or with an error that says what has left. */
export async function send(context: RunContext<ExportBody>, job: ExportJob, files: readonly ExportFile[]): Promise<readonly Row[]> {
  const { body, parts, folder, signal, title } = context;
  const read = async ({ path }: ExportFile): Promise<OutgoingFile> => ({ path, bytes: await parts.exports.read(folder, job, path) });
  const sent: Row[] = [];
  if (body.upload !== undefined) {
    for (const file of trainingFiles(files)) {
      const { id, url, bytes } = await parts.uploads.fineTuning(body.upload, await read(file), signal).catch(standing(body, sent));
      sent.push({ to: body.upload, file: file.path, bytes, id, url });
    }
  }
  if (body.push !== undefined) {
    const { repo, private: isPrivate, update } = body.push;
    const outgoing = await Promise.all(files.map(read));
    const arrived = await parts.uploads
      .hub({ repo, isPrivate, mayUpdate: update, title: body.title ?? title }, outgoing, signal)
      .catch(standing(body, sent));
    for (const { path, bytes, id, url } of arrived) sent.push({ to: repo, file: path, bytes, id, url });
  }
  return sent;
}

/** What leaving the machine would mean, in sentences a person reads before they agree. `files` is null while the rows are not there yet. */
export async function describeSending(context: RunContext<ExportBody>, files: readonly ExportFile[] | null): Promise<readonly string[]> {
  const { body, parts } = context;
  const sentences: string[] = [];
  if (body.upload !== undefined) {
    const origin = await parts.uploads.fineTuningOrigin(body.upload);
    const what = files === null ? "the data files, whose size is not known yet" : trainingFiles(files).map(sized).join(" and ");
    sentences.push(`Uploads ${what} to ${body.upload} (${origin}) for fine-tuning.`);
  }
  if (body.push !== undefined) {
    const { repo, private: isPrivate, update } = body.push;
    const origin = await parts.uploads.hubOrigin();
    const what =
      files === null
        ? "the folder"
        : `${files.length} files, ${bytesText(files.reduce((sum, { bytes }) => sum + bytes, 0))} (${files.map(({ path }) => path).join(", ")}),`;
    const where = update ? `the dataset repository ${repo}` : `a new ${isPrivate ? "private" : "PUBLIC"} dataset repository ${repo}`;
    sentences.push(`Pushes ${what} to ${where} on ${origin}.`);
  }
  return sentences;
}

function trainingFiles(files: readonly ExportFile[]): readonly ExportFile[] {
  return files.filter(({ path }) => path.startsWith("data/") && path.endsWith(".jsonl"));
}

function sized({ path, bytes }: ExportFile): string {
  return `${path} (${bytesText(bytes)})`;
}

function bytesText(bytes: number): string {
  return `${bytes.toLocaleString("en")} bytes`;
}

/** The folder stands, and so does what arrived before: a person must know both. */
function standing({ path }: ExportBody, sent: readonly Row[]) {
  return (error: unknown): never => {
    if (!(error instanceof AssayError)) throw error;
    const arrived =
      sent.length === 0 ? "nothing was sent" : `sent before it: ${sent.map((row) => `${row.file} to ${row.to} (${row.id})`).join(", ")}`;
    throw new AssayError(error.code, `${error.message} ${path} was written; ${arrived}.`, {
      ...(error.hint === undefined ? {} : { hint: error.hint }),
      place: { ...error.place, key: error.place.key ?? "from" },
      cause: error,
    });
  };
}
