import type { Quota } from "../base/egress/http.ts";
import { listConnections } from "../store/connection.ts";
import type { Workplace } from "./workplace.ts";

/** What is left of the limits of one platform, as one process knows it. */
export type PlatformLimits = {
  readonly platform: string;
  readonly title: string;
  readonly limits: readonly Quota[];
};

/** The limits of every platform that is connected. They are counted by the process that makes the calls. */
export async function platformLimits({ store, platforms }: Workplace): Promise<readonly PlatformLimits[]> {
  const used = new Set((await listConnections(store)).flatMap((one) => (one.state === "on" ? [one.platform] : [])));
  return platforms.connectors
    .filter(({ id }) => used.has(id))
    .map((connector) => ({
      platform: connector.id,
      title: connector.title,
      limits: platforms.http(connector).quota(),
    }));
}
