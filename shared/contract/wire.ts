/** What is sent: text, or bytes when a Blob is among the values. */
export type Message = string | Uint8Array<ArrayBuffer> | ArrayBuffer;

export type Received = string | ArrayBuffer;

/** An open two-way channel that keeps the order of messages. `onClose` listeners run once, whichever side closed. */
export type Wire = {
  readonly send: (message: Message) => void | Promise<void>;
  readonly onMessage: (listener: (message: Received) => void) => void;
  readonly onClose: (listener: () => void) => void;
  readonly close: () => void;
};

/** The message ports of browsers and Node (`addEventListener`) and of Electron's main process (`on`). */
export type PortLike = {
  postMessage(message: Message): void;
  close(): void;
  start?(): void;
  addEventListener?(type: "message" | "close", listener: (event: object) => void): void;
  on?(type: "message" | "close", listener: (event: object) => void): void;
};

/** The part of a WebSocket, a browser's or Node's, that a wire needs. */
export type SocketLike = {
  binaryType: string;
  readonly readyState: number;
  send(message: Message): void;
  close(): void;
  addEventListener(type: "open" | "message" | "close" | "error", listener: (event: object) => void): void;
};

export function portWire(port: PortLike): Wire {
  const closing = closeListeners();
  const listen = (type: "message" | "close", listener: (event: object) => void): void => {
    if (port.addEventListener) port.addEventListener(type, listener);
    else port.on?.(type, listener);
  };
  listen("close", closing.run);
  return {
    send: (message) => port.postMessage(message),
    onMessage: (listener) => {
      listen("message", (event) => receive(dataOf(event), listener));
      port.start?.();
    },
    onClose: closing.add,
    close: () => {
      port.close();
      closing.run(); // A port tells the other side that it closed, not its own.
    },
  };
}

/** A wire over a socket that is already open. `send` may be replaced by one that waits until the message has left. */
export function socketWire(socket: SocketLike, send: Wire["send"] = (message) => socket.send(message)): Wire {
  const closing = closeListeners();
  socket.binaryType = "arraybuffer";
  socket.addEventListener("close", closing.run);
  socket.addEventListener("error", () => socket.close());
  return {
    send,
    onMessage: (listener) => {
      socket.addEventListener("message", (event) => receive(dataOf(event), listener));
    },
    onClose: closing.add,
    close: () => {
      socket.close();
      closing.run();
    },
  };
}

/** Resolves once the socket is open; rejects if it closes first. */
export function openSocketWire(socket: SocketLike): Promise<Wire> {
  return new Promise((resolve, reject) => {
    if (socket.readyState === 1) return resolve(socketWire(socket));
    socket.addEventListener("open", () => resolve(socketWire(socket)));
    socket.addEventListener("error", () => reject(new Error("The socket could not be opened.")));
    socket.addEventListener("close", () => reject(new Error("The socket closed before it opened.")));
  });
}

/** Two ends in one process. Messages arrive in a later microtask, as they would from elsewhere. */
export function wirePair(): readonly [Wire, Wire] {
  const here = endpoint();
  const there = endpoint();
  const close = (): void => {
    here.closing.run();
    there.closing.run();
  };
  return [
    { send: there.receive, onMessage: here.listen, onClose: here.closing.add, close },
    { send: here.receive, onMessage: there.listen, onClose: there.closing.add, close },
  ];
}

const dataOf = (event: object): unknown => ("data" in event ? event.data : undefined);

function receive(data: unknown, listener: (message: Received) => void): void {
  if (typeof data === "string" || data instanceof ArrayBuffer) listener(data);
  else if (data instanceof Uint8Array) listener(data.slice().buffer);
}

function endpoint() {
  const listeners: ((message: Received) => void)[] = [];
  const closing = closeListeners();
  return {
    closing,
    listen: (listener: (message: Received) => void): void => {
      listeners.push(listener);
    },
    receive: async (message: Message): Promise<void> => {
      await Promise.resolve();
      if (!closing.done()) for (const listener of listeners) receive(message, listener);
    },
  };
}

function closeListeners() {
  const listeners = new Set<() => void>();
  let closed = false;
  return {
    done: (): boolean => closed,
    add: (listener: () => void): void => {
      if (closed) listener();
      else listeners.add(listener);
    },
    run: (): void => {
      if (closed) return;
      closed = true;
      for (const listener of listeners) listener();
      listeners.clear();
    },
  };
}
