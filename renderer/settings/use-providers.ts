import { useCallback, useEffect, useState } from "react";
import type { ModelDescription, ProviderSettings } from "#shared/contract/models.ts";
import { attempt } from "../state/failure.ts";
import { useWorkbench } from "../state/hooks.ts";

export type Registered = { readonly providers: readonly ProviderSettings[]; readonly models: readonly ModelDescription[] };

/** The user's registry as the host keeps it; null until it is here. */
export function useProviders(): { readonly registered: Registered | null; readonly reload: () => Promise<void> } {
  const { connection } = useWorkbench();
  const [registered, setRegistered] = useState<Registered | null>(null);
  const reload = useCallback(async () => {
    const { models } = connection.client;
    const [providers, described] = await Promise.all([models.providers(), models.list()]);
    setRegistered({ providers, models: described });
  }, [connection]);
  useEffect(() => attempt(reload), [reload]);
  return { registered, reload };
}
