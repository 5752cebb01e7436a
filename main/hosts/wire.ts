import type { EngineParts } from "#main/engine/parts.ts";
import type { HostDescription } from "#shared/contract/contract.ts";
import type { Handlers } from "#shared/contract/handlers.ts";

/** What a host knows about keeping keys: null `encryption` keeps them for the life of the process. */
export type KeyStore = {
  readonly note: string;
  readonly encryption: {
    readonly encrypt: (text: string) => Promise<Uint8Array>;
    readonly decrypt: (bytes: Uint8Array) => Promise<string>;
  } | null;
};
export type AssayOptions = {
  readonly folder: string;
  readonly describe: () => { readonly name: HostDescription["name"]; readonly address: string; readonly revealFile: boolean };
  readonly keyStore: KeyStore | null;
  readonly createIdentifier: () => string;
  readonly log: EngineParts["log"];
};
export type Assay = { readonly handlers: Handlers; readonly parts: EngineParts; readonly close: () => Promise<void> };
export async function openAssay(_options: AssayOptions): Promise<Assay> {
  throw new Error("wire");
}
