import { serve } from "../api/serve.ts";
import { publicSite } from "../base/public-site.ts";
import type { Demo, Started } from "../operations/engine-port.ts";
import { doorParts } from "./door-parts.ts";
import type { RunOptions, Work } from "./run-engine.ts";

export type RunningEngine = Started & { stop(): Promise<void> };

/** Work that is under way, and a door to look at it. */
export async function openDoor(run: RunOptions, work: Work, demo: Demo | undefined): Promise<RunningEngine> {
  const { options, workplace } = run;
  const { config } = options.loaded;
  const parts = doorParts(run, work.facts, demo);
  const served = await serve(parts, { host: config.host, port: config.port });
  const setUp = await parts.people.setUpLink({
    port: Number(new URL(served.url).port),
    origin: publicSite(config.publicUrl)?.origin,
  });
  workplace.log.info({ url: served.url, version: options.version, pid: options.pid }, "The engine runs.");
  return {
    url: served.url,
    ...(setUp ? { setUp } : {}),
    stop: async () => {
      await served.close();
      workplace.log.info({}, "The engine has stopped.");
    },
  };
}
