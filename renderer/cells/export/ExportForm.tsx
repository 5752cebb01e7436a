import { useEffect, useState } from "react";
import type { HubTokenState } from "#shared/contract/exports.ts";
import { Button } from "../../kit/Button.tsx";
import { Field, TextInput } from "../../kit/Field.tsx";
import { notify } from "../../kit/toast.ts";
import { attempt, reportFailure } from "../../state/failure.ts";
import { useSession } from "../../state/hooks.ts";
import type { FormLeadProps } from "../cell-view.ts";
import style from "./ExportForm.module.css";

/** Where a push would go, and the token for it: entered here, kept where keys are kept, never shown again. */
export function ExportForm({ cell, values }: FormLeadProps) {
  return values.push === undefined ? null : <HubToken cell={cell} />;
}

const stateWords: { readonly [state in Exclude<HubTokenState["state"], "environment">]: string } = {
  keychain: "The token is in the system's keychain.",
  session: "The token lasts until Assay stops. Set HF_TOKEN to keep one.",
  missing: "There is no token yet.",
};

function HubToken({ cell }: { readonly cell: string }) {
  const { client } = useSession().connection;
  const [known, setKnown] = useState<HubTokenState | null>(null);
  const [token, setToken] = useState("");
  useEffect(() => {
    client.exports.hubToken().then(setKnown).catch(reportFailure);
  }, [client]);
  if (known === null) return null;
  const save = (given: string | null): void =>
    attempt(async () => {
      setKnown(await client.exports.saveHubToken({ token: given }));
      setToken("");
      notify(given === null ? "The token is forgotten." : "The token is kept.");
    });
  if (known.state === "environment")
    return <p className={style.note}>A push to {new URL(known.origin).host} takes its token from HF_TOKEN.</p>;
  const isKept = known.state === "keychain" || known.state === "session";
  return (
    <section className={style.hub} aria-label={`Hub token of ${cell}`}>
      <Field label={`Token for ${new URL(known.origin).host}`} help={stateWords[known.state]}>
        {(ids) => (
          <TextInput {...ids} mono type="password" placeholder="hf_…" value={token} onChange={(event) => setToken(event.target.value)} />
        )}
      </Field>
      <Button size="small" disabled={token.trim() === ""} onClick={() => save(token.trim())}>
        Keep token
      </Button>
      {isKept ? (
        <Button size="small" onClick={() => save(null)}>
          Forget
        </Button>
      ) : null}
    </section>
  );
}
