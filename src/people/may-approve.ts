import type { Book } from "../store/book.ts";
import type { Handle } from "../store/handle.ts";
import { readPerson } from "../store/people.ts";
import { roleMay } from "./permissions.ts";
import { booksOf } from "./sessions.ts";

/**
 * Whether who said yes to something in this book may still say so: a yes is worth what its giver is, at the moment in
 * which it is used. Who is no person of these books works on the machine itself, or is the engine, and always may.
 */
export async function mayStillApprove(handle: Handle, actor: string, book: Pick<Book, "slug">): Promise<boolean> {
  const person = await readPerson(handle, actor);
  if (person === undefined) return true;
  if (person.state !== "active") return false;
  const role = (await booksOf(handle, actor)).find(({ id }) => id === book.slug)?.role;
  return roleMay(role, "approve");
}
