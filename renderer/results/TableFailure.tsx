import { AssayError } from "#shared/assay-error.ts";
import { Button } from "../kit/Button.tsx";
import { Coded } from "../kit/Coded.tsx";
import style from "./TableViewer.module.css";

/** Why rows can't be shown, and the way on. */
export function TableFailure({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  const hint = error instanceof AssayError ? error.hint : undefined;
  return (
    <div className={style.failure} role="alert">
      <span>
        <Coded>{error.message}</Coded>{" "}
        {hint ? (
          <span className={style.hint}>
            <Coded>{hint}</Coded>
          </span>
        ) : null}
      </span>
      <Button size="small" onClick={onRetry}>
        Try again
      </Button>
    </div>
  );
}
