import type { Life } from "./crash.ts";
import type { SimEngine } from "./engine.ts";

/** The place of one process: it runs, or it is down until a moment. */
export type Slot = {
  readonly name: string;
  life: Life | undefined;
  engine: SimEngine | undefined;
  lives: number;
  /** When it is started again; never, for one that has no reason to be. */
  upAt: number;
  /** What it is doing, for the table of coverage. */
  doing: string;
  /** Before this the platform does not want to be asked again. */
  closedUntil: number;
};

export function newSlot(name: string, upAt: number): Slot {
  return { name, life: undefined, engine: undefined, lives: 0, upAt, doing: "idle", closedUntil: 0 };
}

/** Ends a process as a power cut would. */
export function cut(slot: Slot, upAt: number): void {
  slot.life?.end();
  slot.life = undefined;
  slot.engine = undefined;
  slot.upAt = upAt;
  slot.doing = "idle";
  slot.closedUntil = 0;
}

/** Ends a process in good order. */
export async function closeSlot(slot: Slot): Promise<void> {
  await slot.engine?.close();
  cut(slot, Number.POSITIVE_INFINITY);
}
