import { join } from "node:path";
import type { Clock } from "../../src/base/clock.ts";
import { loadConfig } from "../../src/base/config.ts";
import { uuidV7 } from "../../src/base/ids.ts";
import { systemRandom } from "../../src/base/random.ts";
import { ruleFilesIn } from "../../src/engine/rule-files.ts";
import { createEngine } from "../../src/engine.ts";
import type { Engine } from "../../src/operations/engine-port.ts";
import type { Status } from "../../src/operations/status.ts";
import { comeIn } from "./come-in.ts";

export type RunningEngine = {
  readonly engine: Engine;
  readonly url: string;
  status(): Promise<Status>;
  page(): Promise<string>;
  stop(): Promise<void>;
};

/** The engine of a data directory, at work and listening, in this process. It makes its books where there are none. */
export async function runEngine(
  dataDir: string,
  clock: Clock,
  variables: Readonly<Record<string, string>> = {},
): Promise<RunningEngine> {
  const loaded = loadConfig({
    variables: { MILLRACE_DATA_DIR: dataDir, MILLRACE_PORT: "0", ...variables },
    platform: process.platform,
    homeDir: "/home/nobody",
    workingDir: "/",
  });
  if (!loaded.ok) throw new Error(loaded.error[0]?.sentence);
  const engine = await createEngine({
    loaded: loaded.value,
    clock,
    random: systemRandom,
    ids: uuidV7(clock, systemRandom),
    pid: process.pid,
    version: "0.0.0-test",
    as: "engine",
    ruleFiles: () => ruleFilesIn(join(import.meta.dirname, "../../policy")),
    firstBooks: { name: "Main", homeCurrency: "USD", timeZone: "Africa/Nairobi" },
    onTrouble: (sentence) => {
      throw new Error(sentence);
    },
  });
  const { url, setUp } = await engine.start();
  // Comes in when first asked: most tests never look.
  let owner: Promise<Record<string, string>> | undefined;
  const asOwner = async (path: string): Promise<Response> => {
    if (!setUp) throw new Error("these books have an owner already");
    owner ??= comeIn(setUp.url, clock.now());
    const { origin } = new URL(setUp.url);
    return fetch(`${origin}${path}`, { headers: await owner });
  };
  return {
    engine,
    url,
    status: async () => (await (await asOwner("/api/v1/status")).json()) as Status,
    page: async () => (await asOwner("/")).text(),
    stop: () => engine.stop(),
  };
}
