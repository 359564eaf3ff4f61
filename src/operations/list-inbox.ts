import { openPlan } from "../actions/sealed-plan.ts";
import { type ActionRow, listActions } from "../store/action.ts";
import { decisionsOf } from "../store/action-event.ts";
import type { Book } from "../store/book.ts";
import type { Workplace } from "./workplace.ts";

/** Something that waits for a person: a yes, or somebody who looks what became of it. */
export type InboxItem = {
  readonly row: ActionRow;
  readonly wants: "yes" | "look";
  /** Why it was put before a person. */
  readonly sentence: string;
};

const inboxMax = 200;

/** What waits for a person in a book, the oldest first. */
export async function listInbox({ store, sealing }: Workplace, book: Book): Promise<readonly InboxItem[]> {
  const states = ["needs-approval", "unknown"] as const;
  const rows = await listActions(store, { bookId: book.id, states, limit: inboxMax });
  const items: InboxItem[] = [];
  for (const stored of [...rows].reverse()) {
    const row = await openPlan(store, sealing, stored);
    const newest = (await decisionsOf(store, row.action.id)).at(-1);
    const judged = newest === undefined ? undefined : (JSON.parse(newest.body) as { readonly sentence: string });
    const unknown = "It is not known whether this was done. It is looked for, and never sent again for that.";
    items.push(
      row.state === "unknown"
        ? { row, wants: "look", sentence: unknown }
        : { row, wants: "yes", sentence: judged?.sentence ?? "" },
    );
  }
  return items;
}
