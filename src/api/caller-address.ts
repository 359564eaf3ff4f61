import type { Context } from "hono";
import { publicSite } from "../base/public-site.ts";

/**
 * The address that a request comes from: the other end of the connection, as the server sees it; "" without a server.
 * Where a public address is set, a request under its name that comes from this machine is one that the proxy passed on:
 * then it is what the proxy saw, the last of `X-Forwarded-For`. Nothing else that a header says is believed.
 */
export function callerAddress(c: Context, publicUrl?: string): string {
  const { incoming } = (c.env ?? {}) as {
    readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } };
  };
  const address = incoming?.socket?.remoteAddress ?? "";
  const site = publicSite(publicUrl);
  if (site === undefined || !isThisMachine(address) || c.req.header("host")?.toLowerCase() !== site.host)
    return address;
  const seen = c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "";
  // Only what can be an address: it becomes a key of counters, and is shown in the list of sessions.
  return /^[\da-f.:]{2,45}$/i.test(seen) ? seen : address;
}

/** Whether an address of a connection is one of this machine's own. */
export function isThisMachine(address: string): boolean {
  return /^(127\.|::1$|::ffff:127\.)/.test(address);
}
