import { type ReactNode, useState } from "react";
import { Button } from "../kit/Button.tsx";
import { notify } from "../kit/toast.ts";
import { attempt } from "../state/failure.ts";
import { useWorkbench } from "../state/hooks.ts";
import style from "./ModelsPanel.module.css";

type RemoveProviderProps = { readonly id: string; readonly icon: ReactNode; readonly onRemoved: () => Promise<void> };

/** Takes a provider and its key away, after a second press. */
export function RemoveProvider({ id, icon, onRemoved }: RemoveProviderProps) {
  const { client } = useWorkbench().connection;
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return (
      <Button look="danger" icon={icon} onClick={() => setAsking(true)}>
        Remove
      </Button>
    );
  }
  return (
    <>
      <span className={style.soft}>Remove {id} and its key? Answers already paid for stay.</span>
      <Button onClick={() => setAsking(false)}>Keep</Button>
      <Button
        look="danger"
        onClick={() =>
          attempt(async () => {
            await client.models.remove({ id });
            notify(`Removed ${id}.`);
            await onRemoved();
          })
        }
      >
        Remove
      </Button>
    </>
  );
}
