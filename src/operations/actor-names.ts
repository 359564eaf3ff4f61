import type { Handle } from "../store/handle.ts";
import { listPeople } from "../store/people.ts";

/** What people read in place of an actor of the records: the person's name; "engine", "owner" and others as they are. */
export async function actorNames(handle: Handle): Promise<(actor: string) => string> {
  const names = new Map((await listPeople(handle)).map(({ id, name }) => [id, name]));
  return (actor) => names.get(actor) ?? actor;
}
