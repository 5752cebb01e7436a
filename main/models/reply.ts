/** An HTTP answer as received, before anyone judges it. Header names are lower case. */
export type Reply = {
  readonly status: number;
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined };
  readonly body: string;
};

export function headerOf(reply: Reply, name: string): string | null {
  const value = reply.headers[name];
  return typeof value === "string" ? value : (value?.[0] ?? null);
}

/** What came of one attempt. */
export type Exchange =
  | { readonly type: "reply"; readonly reply: Reply }
  | { readonly type: "timeout" }
  | { readonly type: "stopped" }
  | { readonly type: "network"; readonly sentence: string /** The request never reached a server. */; readonly unsent: boolean };
