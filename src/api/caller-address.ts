import type { Context } from "hono";

/** The address at the other end of the connection, as the server sees it; no header can change it. "" without a server. */
export function callerAddress(c: Context): string {
  const { incoming } = (c.env ?? {}) as {
    readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } };
  };
  return incoming?.socket?.remoteAddress ?? "";
}
