import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { CallRequest } from "./call.ts";
import { canonicalJson } from "./canonical-json.ts";

const encoder = new TextEncoder();

/**
 * The identity of a call, 64 hex digits: it changes if and only if what is asked changes (model, messages, parameters,
 * tools, schema, sample, purpose), never with the order of keys. Tools travel under `parameters.extra.tools`.
 */
export function callKey(request: CallRequest): string {
  const asked = {
    model: request.model,
    messages: request.messages.map(({ role, content }) => ({ role, content })),
    parameters: request.parameters,
    schema: request.schema,
    sample: request.sample,
    purpose: request.purpose,
  };
  return bytesToHex(sha256(encoder.encode(canonicalJson(asked))));
}
