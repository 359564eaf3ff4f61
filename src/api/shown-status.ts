import { gatherStatus, type Status } from "../operations/status.ts";
import type { ApiDeps } from "./deps.ts";

/** The owner's shop, or the demo shop while there is nothing of her own to show; the places are hers in either case. */
export async function shownStatus({ workplace, facts, demo }: ApiDeps): Promise<Status> {
  const shown = demo?.now();
  if (!shown) return gatherStatus(workplace, facts);
  const { dataDir, where } = workplace.installation;
  const places = { dataDir, database: where, inbox: facts.inboxPath, log: facts.logPath };
  return { ...(await gatherStatus(shown.workplace, shown.facts, true)), ...places };
}
