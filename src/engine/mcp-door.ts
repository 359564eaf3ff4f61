import { openRates } from "../api/rates.ts";
import type { McpDeps } from "../mcp/caller.ts";
import type { McpHandler } from "../mcp/mcp-handler.ts";
import type { People } from "../people/people.ts";

/**
 * What answers at `/mcp`: assistants with a key that people made. Host names are the mounting door's to look at. Loaded
 * when the first assistant comes; most engines never meet one.
 */
export function mcpDoor(deps: McpDeps, people: Pick<People, "whoIs">): (request: Request) => Promise<Response> {
  let loading: Promise<McpHandler> | undefined;
  const load = async (): Promise<McpHandler> => {
    const [{ mcpHandler }, { callerOf }] = await Promise.all([
      import("../mcp/mcp-handler.ts"),
      import("../mcp/caller-of.ts"),
    ]);
    const rates = openRates(deps.workplace.clock);
    const take = (caller: string): number | undefined => rates.take("writes", caller);
    return mcpHandler({ ...deps, take }, async (request) => {
      const principal = await people.whoIs(request);
      return principal && callerOf(principal);
    });
  };
  const loaded = (): Promise<McpHandler> => (loading ??= load());
  return async (request) => (await loaded()).fetch(request);
}
