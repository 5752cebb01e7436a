import type { Lead } from "#shared/charts/drawing.ts";

/** A mark that was pressed: what it is called, and what leads to its rows. */
export type Drilled = { readonly name: string } & Pick<Required<Lead>, "drill"> & Pick<Lead, "drillTable">;
export type OnDrill = (drilled: Drilled) => void;
