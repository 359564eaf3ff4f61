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
  {
    options,
    workplace,
  }: { readonly options: Pick<RunOptions["options"], "webFolder" | "random"> } & Pick<RunOptions, "workplace">,
  facts: EngineFacts,
  demo?: Demo,
): Omit<ApiDeps, "hosts" | "ends"> & { readonly people: People } {
  const webFiles = diskWebFiles(options.webFolder);
  const people = peopleOf(workplace, options.random);
  const mcp = mcpDoor({ workplace, facts }, people);
  return { workplace, facts, people, mcp, ...(demo ? { demo } : {}), ...(webFiles ? { webFiles } : {}) };
}
