import { createTaskRunner } from "#main/compute/task-runner.ts";
import { arrowCodec } from "#main/tables/arrow.ts";

/** The compute worker's parts joined, as `wire.ts` joins the engine's: statistics and charts beside what reads their tables. */
export const runTask = createTaskRunner(arrowCodec.decode);
