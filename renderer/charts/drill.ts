import type { Drill } from "#shared/charts/drawing.ts";

/** A mark that was pressed: what it is called, and the filters that lead to its rows. */
export type Drilled = { readonly name: string; readonly drill: Drill };
export type OnDrill = (drilled: Drilled) => void;
