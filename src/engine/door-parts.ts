import type { ApiDeps } from "../api/deps.ts";
import type { EngineFacts } from "../operations/engine-facts.ts";
import type { Demo } from "../operations/engine-port.ts";
import { peopleOf } from "../operations/people-parts.ts";
import type { People } from "../people/people.ts";
import { diskWebFiles } from "./disk-web-files.ts";
import { mcpDoor } from "./mcp-door.ts";
import type { RunOptions } from "./run-engine.ts";

/**
 * What every HTTP door of an engine is made from, its own as well as one that another program opens: whoever may not come
 * in here must not come in there.
 */
export function doorParts(
  { options, workplace }: { readonly options: DoorOptions } & Pick<RunOptions, "workplace">,
  facts: EngineFacts,
  demo?: Demo,
): Omit<ApiDeps, "hosts" | "ends"> & { readonly people: People } {
  const { random } = options;
  const webFiles = diskWebFiles(options.webFolder);
  const people = peopleOf(workplace, random);
  const mcp = mcpDoor({ workplace, facts }, people);
  const publicUrl = options.loaded?.config.publicUrl;
  return {
    workplace,
    facts,
    random,
    people,
    mcp,
    ...(publicUrl === undefined ? {} : { publicUrl }),
    ...(demo ? { demo } : {}),
    ...(webFiles ? { webFiles } : {}),
  };
}

type DoorOptions = Pick<RunOptions["options"], "webFolder" | "random"> & Partial<Pick<RunOptions["options"], "loaded">>;
