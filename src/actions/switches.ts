import type { Millis } from "../base/clock.ts";
import type { Autonomy } from "../domain/action/autonomy.ts";
import type { ActionKind } from "../domain/action/kinds.ts";
import { auditPayload } from "../domain/audit/payload.ts";
import { appendAudit } from "../store/audit-log.ts";
import { writeAutonomy } from "../store/autonomy.ts";
import type { Book } from "../store/book.ts";
import type { Tx } from "../store/handle.ts";
import { type StatedFact, stateFact } from "../store/stated-fact.ts";
import { turnSwitch } from "../store/stop-switch.ts";
import { liftSuppression, suppress } from "../store/suppression.ts";
import { suppressionKey } from "./gate/gather-facts.ts";
import type { Road } from "./road.ts";

type Who = { readonly actor: string };

/** Turns a stop switch on or off, with an entry in the audit record. */
export async function turnStop(
  road: Pick<Road, "store" | "clock">,
  scope: string,
  state: "on" | "off",
  by: Who & { readonly reason: string },
): Promise<void> {
  const now = road.clock.now();
  await road.store.transaction((tx) => turnStopIn(tx, scope, state, { ...by, now }));
}

/** The same in the caller's transaction. */
export async function turnStopIn(
  tx: Tx,
  scope: string,
  state: "on" | "off",
  by: Who & { readonly reason: string; readonly now: Millis },
): Promise<void> {
  await turnSwitch(tx, scope, state, by);
  const payload = auditPayload({ scope, reason: by.reason });
  await appendAudit(tx, [{ ts: by.now, actor: by.actor, action: state === "on" ? "stop.on" : "stop.off", payload }]);
}

/** Keeps what the owner allows of a kind of action, with an entry in the audit record. */
export async function setAutonomy(
  road: Pick<Road, "store" | "clock">,
  book: Book,
  kind: ActionKind,
  autonomy: Autonomy,
  by: Who,
): Promise<void> {
  const now = road.clock.now();
  await road.store.transaction(async (tx) => {
    await writeAutonomy(tx, book.id, kind, autonomy, { ...by, now });
    const payload = auditPayload({ book: book.id, kind, ...autonomy });
    await appendAudit(tx, [{ ts: now, actor: by.actor, action: "autonomy.change", payload }]);
  });
}

/** Keeps a fact that the owner states for the rules to go by, with an entry in the audit record. */
export async function stateOwnFact(
  road: Pick<Road, "store" | "clock">,
  book: Book,
  fact: StatedFact,
  by: Who,
): Promise<void> {
  const now = road.clock.now();
  await road.store.transaction(async (tx) => {
    await stateFact(tx, book.id, fact, { ...by, now });
    const payload = auditPayload({ book: book.id, ...fact });
    await appendAudit(tx, [{ ts: now, actor: by.actor, action: "fact.state", payload }]);
  });
}

/** Sends a person nothing any more, on any channel; or lifts that. The record does not name the person. */
export async function setSuppressed(
  road: Pick<Road, "store" | "clock">,
  book: Book,
  person: string,
  on: boolean,
  by: Who & { readonly origin: string; readonly reason: string },
): Promise<void> {
  const now = road.clock.now();
  const key = suppressionKey(person);
  await road.store.transaction(async (tx) => {
    if (on) await suppress(tx, book.id, key, { now, origin: by.origin, reason: by.reason });
    else await liftSuppression(tx, book.id, key, now);
    const payload = auditPayload({ book: book.id, origin: by.origin });
    await appendAudit(tx, [
      { ts: now, actor: by.actor, action: on ? "person.suppress" : "person.unsuppress", payload },
    ]);
  });
}
