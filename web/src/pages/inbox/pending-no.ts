import { ask } from "../../lib/api/request.ts";
import { createStore } from "../../lib/state/store.ts";

/** A no that is not sent yet: until then it can be taken back, because the engine cannot take one back. */
export type PendingNo = {
  readonly id: string;
  readonly book: string;
  readonly title: string;
  /** When it is sent, in milliseconds of this page's clock. */
  readonly sendAt: number;
  readonly reason: string;
};

const holdMs = 8_000;
const timers = new Map<string, ReturnType<typeof setTimeout>>();

/** Every no that can still be taken back. It outlives the page, not the tab: a closing tab sends it. */
export const pendingNoStore = createStore<readonly PendingNo[]>([]);

type Told = { readonly onSent: () => void; readonly onFailed: (cause: unknown) => void };
const tellers = new Map<string, Told>();

const without = (id: string): readonly PendingNo[] => pendingNoStore.get().filter((one) => one.id !== id);

/** Says no in eight seconds. */
export function rejectSoon(no: Pick<PendingNo, "id" | "book" | "title">, told: Told): void {
  const sendAt = Date.now() + holdMs;
  tellers.set(no.id, told);
  pendingNoStore.set([...without(no.id), { ...no, sendAt, reason: "" }]);
  timers.set(
    no.id,
    setTimeout(() => void send(no.id), holdMs),
  );
}

/** Takes the no back; nothing was sent. */
export function keepIt(id: string): void {
  forget(id);
  pendingNoStore.set(without(id));
}

/** Sends it now with a reason. */
export async function rejectNow(id: string, reason: string): Promise<void> {
  pendingNoStore.set(pendingNoStore.get().map((one) => (one.id === id ? { ...one, reason } : one)));
  await send(id);
}

/** Holds the time while the reason is typed. */
export function holdNo(id: string): void {
  clearTimeout(timers.get(id));
}

function forget(id: string): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
}

async function send(id: string): Promise<void> {
  forget(id);
  const no = pendingNoStore.get().find((one) => one.id === id);
  if (no === undefined) return;
  const told = tellers.get(id);
  try {
    await ask(`/actions/${id}/reject`, { method: "POST", query: { book: no.book }, body: bodyOf(no) });
    told?.onSent();
  } catch (cause) {
    told?.onFailed(cause);
  } finally {
    pendingNoStore.set(without(id));
    tellers.delete(id);
  }
}

const bodyOf = ({ reason }: PendingNo): object => (reason === "" ? {} : { reason });

// What was said is said, also when the tab closes within the eight seconds.
addEventListener("pagehide", () => {
  for (const no of pendingNoStore.get()) {
    forget(no.id);
    void fetch(`/api/v1/actions/${no.id}/reject?book=${encodeURIComponent(no.book)}`, {
      method: "POST",
      keepalive: true,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(bodyOf(no)),
    });
  }
  pendingNoStore.set([]);
});
