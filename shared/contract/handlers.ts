import type { ContractProcedure, InferSchemaInput, InferSchemaOutput } from "@orpc/contract";
import type { Contract } from "./contract.ts";

export type CallOptions = { readonly signal: AbortSignal };

/** Streams are async generators; their `finally` runs when the window stops listening or goes away, once they heed the signal. */
type Answer<Output> = [Output] extends [AsyncIteratorObject<infer Event>] ? AsyncGenerator<Event, void, void> : Promise<Output>;

/** Plain functions in the shape of a contract: input already checked and completed with its defaults. */
export type HandlersOf<Router> = {
  readonly [Name in keyof Router]: Router[Name] extends ContractProcedure<infer Input, infer Output, infer _Errors, infer _Meta>
    ? (input: InferSchemaOutput<Input>, options: CallOptions) => Answer<InferSchemaInput<Output>>
    : HandlersOf<Router[Name]>;
};

export type Handlers = HandlersOf<Contract>;
