import { z } from "zod";

/** `provider/name`; simulated judges carry their parameters after a colon. */
export const modelName = z.string().regex(/^[a-z][a-z0-9-]*\/\S+$/, "write a model as `provider/name`, such as `sim/willow-large`");

/** One name or a list of them, read as a list. */
export const modelList = z.preprocess(
  (value) => (typeof value === "string" ? [value] : value),
  z.array(modelName).min(1, "name at least one model"),
);
