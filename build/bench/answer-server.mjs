// A chat-completions server that always answers, after a set time, with about a kilobyte that depends on the question alone.
// Started as a child process by `startServer`; it tells its parent what it was asked.
import { fork } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";

/**
 * `answered` is when the last byte of each answer went out (Unix ms), by question; `asked` counts requests by question.
 * @typedef {{ requests: number, bytesSent: number, asked: Record<string, number>, answered: Record<string, number> }} ServerLog
 * @typedef {{ origin: string, log: () => Promise<ServerLog>, reset: (latencyMs: number) => Promise<void>, stop: () => void }} AnswerServer
 */

/** @param {number} latencyMs @returns {Promise<AnswerServer>} */
export async function startServer(latencyMs) {
  const child = fork(fileURLToPath(import.meta.url), [], { env: { ...process.env, ASSAY_BENCH_SERVER: "1" } });
  const stopped = once(child, "exit").then(() => {
    throw new Error("The answer server stopped.");
  });
  stopped.catch(() => undefined); // Stopping it at the end is no news.
  /** @param {unknown} message @returns {Promise<any>} */
  const ask = async (message) => {
    child.send(/** @type {import("node:child_process").Serializable} */ (message));
    const [answer] = await Promise.race([once(child, "message"), stopped]);
    return answer;
  };
  const { port } = await ask({ latencyMs });
  return {
    origin: `http://127.0.0.1:${port}`,
    log: () => ask({ log: true }),
    reset: (latencyMs) => ask({ latencyMs }),
    stop: () => void child.kill(),
  };
}

const words = "balance brass scale weigh pan measure proof metal ounce grain test sample note trust honest answer claim count".split(" ");

/** @param {string} question */
function answerTo(question) {
  const bytes = createHash("sha512").update(question).digest();
  const text = Array.from({ length: 160 }, (_, index) => words[(bytes[index % 64] ?? 0) % words.length]).join(" ");
  return JSON.stringify({
    id: `chatcmpl-${bytes.toString("hex", 0, 12)}`,
    object: "chat.completion",
    created: 1_700_000_000,
    model: "bench",
    choices: [{ index: 0, message: { role: "assistant", content: text }, finish_reason: "stop" }],
    usage: { prompt_tokens: 24, completion_tokens: 160, total_tokens: 184 },
  });
}

function serve() {
  let latencyMs = 0;
  /** @type {ServerLog} */
  let log = { requests: 0, bytesSent: 0, asked: {}, answered: {} };

  const server = createServer((request, response) => {
    /** @type {Buffer[]} */
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      const { messages } = JSON.parse(Buffer.concat(chunks).toString());
      const question = messages.at(-1).content;
      log.requests += 1;
      log.asked[question] = (log.asked[question] ?? 0) + 1;
      const body = Buffer.from(answerTo(question));
      const send = () => {
        response.writeHead(200, { "content-type": "application/json", "content-length": body.length });
        response.end(body, () => {
          log.bytesSent += body.length;
          log.answered[question] = Date.now();
        });
      };
      if (latencyMs > 0) setTimeout(send, latencyMs);
      else send();
    });
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, "127.0.0.1", () => {
    process.on("message", (/** @type {{ latencyMs?: number }} */ message) => {
      if (message.latencyMs === undefined) process.send?.(log);
      else {
        latencyMs = message.latencyMs;
        log = { requests: 0, bytesSent: 0, asked: {}, answered: {} };
        process.send?.({ port: /** @type {import("node:net").AddressInfo} */ (server.address()).port });
      }
    });
  });
  process.on("disconnect", () => process.exit(0));
}

if (process.env.ASSAY_BENCH_SERVER === "1") serve();
