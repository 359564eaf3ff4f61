import type { z } from "zod";
import { isoTime } from "../../domain/time/iso-time.ts";
import type { SwitchBoard } from "../../operations/switch-board.ts";
import type { switchList } from "../contract/switches.ts";

/** The board of switches, with the names of those who turned them. */
export function switchesJson(board: SwitchBoard, nameOf: (actor: string) => string): z.infer<typeof switchList> {
  return {
    items: board.on.map(({ scope, at, actor, reason }) => ({
      scope,
      on: true,
      at: isoTime(at),
      by: nameOf(actor),
      reason,
    })),
    waiting: board.waiting,
    platforms: board.platforms.map((one) => ({ ...one })),
    kinds: board.kinds.map((one) => ({ ...one })),
  };
}
