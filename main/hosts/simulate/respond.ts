import type { ServerResponse } from "node:http";
import type { Simulation } from "#shared/simulation/simulate.ts";
import type { FaultKind } from "./faults.ts";

/** Sends an answer, or spoils it as the fault says. Returns the status sent; 0 where the connection was left or cut. */
export function respond(response: ServerResponse, answer: Simulation, fault: FaultKind | null, key: string): number {
  switch (fault) {
    case null:
      return send(response, answer.status, answer.body, { "x-simulated-latency-ms": String(answer.latencyMs) });
    case "429":
      return tooMany(response, 1);
    case "401":
      return unauthorised(response, key);
    case "500":
      return send(response, 500, errorBody("The simulated server failed.", "server_error"));
    case "503":
      return send(response, 503, errorBody("The simulated server is overloaded.", "overloaded"));
    case "html":
      return send(response, 200, "<!doctype html><title>Bad gateway</title><h1>Bad gateway</h1>", { "content-type": "text/html" });
    case "malformed":
      return send(response, 200, answer.body.slice(0, Math.floor(answer.body.length / 2)));
    case "wrong-types":
      return send(response, 200, JSON.stringify({ choices: "none", usage: [] }));
    case "prose":
      return send(
        response,
        answer.status,
        withContent(answer.body, "There is much to be said for either view, and I would rather not choose."),
      );
    case "truncate":
      response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(answer.body) });
      response.write(answer.body.slice(0, Math.floor(answer.body.length / 2)), () => response.destroy());
      return 0;
    case "reset":
      response.socket?.resetAndDestroy();
      return 0;
    case "stall":
      // The client's time limit, or the server's end, closes the connection.
      return 0;
  }
}

export function tooMany(response: ServerResponse, retryAfterSeconds: number): number {
  const headers = { "retry-after": String(retryAfterSeconds) };
  return send(response, 429, errorBody("Too many requests for the simulated limit.", "rate_limit_exceeded"), headers);
}

/** Quotes the key as careless servers do, so that clients can prove they redact it. */
export function unauthorised(response: ServerResponse, key: string): number {
  return send(response, 401, errorBody(`Incorrect API key provided: ${key}.`, "invalid_api_key"));
}

export function send(response: ServerResponse, status: number, body: string, headers: { readonly [name: string]: string } = {}): number {
  response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(body), ...headers });
  response.end(body);
  return status;
}

export function errorBody(message: string, code: string): string {
  return JSON.stringify({ error: { message, type: code, param: null, code } });
}

function withContent(body: string, content: string): string {
  const completion = JSON.parse(body);
  const choice = completion.choices?.[0];
  if (choice !== undefined) completion.choices = [{ ...choice, message: { ...choice.message, content }, logprobs: null }];
  return JSON.stringify(completion);
}
