import { AssayError } from "#shared/assay-error.ts";

/** The system's name of a failure, such as ENOSPC. */
export function errnoOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

/** A failed file call as something the user can act on; what is not about disk, rights or a missing file passes unchanged. */
export function storageError(error: unknown, doing: string, path: string): unknown {
  if (error instanceof AssayError) return error;
  const options = (hint: string) => ({ hint, place: { file: path }, cause: error });
  switch (errnoOf(error)) {
    case "ENOSPC":
    case "EDQUOT":
      return new AssayError("disk-full", `The disk is full: could not ${doing} ${path}.`, options("Free some space, then resume."));
    case "EIO":
      return new AssayError(
        "disk-full",
        `The disk reported a write error: could not ${doing} ${path}.`,
        options("Check the disk, or move the notebook's folder to another one, then resume."),
      );
    case "EROFS":
      return new AssayError(
        "read-only",
        `The disk is read-only: could not ${doing} ${path}.`,
        options("Copy the notebook's folder to a place you can write to."),
      );
    case "EACCES":
    case "EPERM":
      return new AssayError(
        "read-only",
        `No permission: could not ${doing} ${path}.`,
        options("Change the permissions, or copy the notebook's folder to a place you can write to."),
      );
    case "ENOENT":
    case "ENOTDIR":
      return new AssayError("not-found", `Not found: could not ${doing} ${path}.`, options("Check the path; it may have been moved."));
    default:
      return error;
  }
}

/** Runs a piece of work and throws what `storageError` makes of its failure. */
export async function doing<T>(what: string, path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw storageError(error, what, path);
  }
}
