// The launcher shares this file with us and runs before anything is installed, so it is plain JavaScript.
declare module "*/electron-runtime.mjs" {
  type LookOptions = {
    /** A file of the project. */
    readonly from?: string;
    readonly env?: { readonly [name: string]: string | undefined };
    readonly platform?: string;
  };
  export function findElectron(
    options?: LookOptions,
  ): { readonly found: true; readonly path: string } | { readonly found: false; readonly reason: string };
  export function hasDisplay(options?: LookOptions): boolean;
  export function chooseHost(
    options?: LookOptions,
  ): { readonly host: "electron"; readonly path: string } | { readonly host: "browser"; readonly reason: string };
}
