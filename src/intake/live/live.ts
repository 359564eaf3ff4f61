import type { Clock, Millis } from "../../base/clock.ts";
import type { Ids } from "../../base/ids.ts";
import type { Log } from "../../base/log.ts";
import { dayIn } from "../../domain/time/day.ts";
import type { Connector, ConnectorContext } from "../../spec/connector.ts";
import type { Book } from "../../store/book.ts";
import type { Connection } from "../../store/connection.ts";
import type { Store } from "../../store/handle.ts";
import type { AbsorbContext } from "../absorb.ts";
import type { Sealing } from "../sealing.ts";

/** One connection at work: where it writes, whom it is of, and how its platform is asked. */
export type Live = {
  readonly store: Store;
  readonly sealing: Sealing;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Who acts, for the audit record: "owner" or "engine". */
  readonly actor: string;
  readonly log?: Log;
  readonly book: Book;
  readonly connection: Connection;
  readonly connector: Connector;
  readonly context: ConnectorContext;
};

/** What records are absorbed with. */
export function absorbContextOf(live: Live, now: Millis): AbsorbContext {
  return { bookId: live.book.id, dayOf: dayIn(live.book.timeZone), ids: live.ids, actor: live.actor, now };
}
