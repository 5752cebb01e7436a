import { reportFailure } from "../state/failure.ts";
import { useSession } from "../state/hooks.ts";
import { writeValue } from "../state/session-edits.ts";

type Path = readonly (string | number)[];

/** Writes values of a cell's body below a path; what the text refuses is told. */
export function useBodyWriter(cell: string, below: Path): (path: Path, value: unknown) => void {
  const session = useSession();
  return (path, value) => {
    try {
      writeValue(session, cell, [...below, ...path], value);
    } catch (error) {
      reportFailure(error);
    }
  };
}
