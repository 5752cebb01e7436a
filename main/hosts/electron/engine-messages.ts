import { z } from "zod";

/** How the engine process is started: its one argument, as JSON. */
export const engineStart = z.object({
  folder: z.string(),
  /** Whether the main process can encrypt keys with the system's keychain. */
  keychain: z.boolean(),
  keyStoreNote: z.string(),
});
export type EngineStart = z.infer<typeof engineStart>;

/** From the main process to the engine. `serve` comes with one port, which then speaks the contract. */
export const toEngine = z.discriminatedUnion("type", [
  z.object({ type: z.literal("serve") }),
  z.object({ type: z.literal("close") }),
  z.object({ type: z.literal("answer"), id: z.number(), text: z.string().nullable() }),
]);
export type ToEngine = z.infer<typeof toEngine>;

/**
 * From the engine to the main process: text to be encrypted or decrypted, or a report to be printed. Ciphertext and the PDF
 * that comes back are base64. Null answers mean refused.
 */
export const fromEngine = z.object({ type: z.enum(["encrypt", "decrypt", "print"]), id: z.number(), text: z.string() });
export type FromEngine = z.infer<typeof fromEngine>;
