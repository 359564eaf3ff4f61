import type { Clock } from "./clock.ts";
import type { Random } from "./random.ts";

/** Makes ids that sort by the time they were made. */
export type Ids = { next(): string };

const hex = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, "0"));

/**
 * UUIDv7 text (RFC 9562 §5.7) from the given clock and chance. Within one millisecond the 12-bit field counts
 * upward, so ids made by one process are strictly increasing even when the clock stands still or steps back.
 */
export function uuidV7(clock: Clock, random: Random): Ids {
  let lastMs = 0;
  let counter = 0;
  return {
    next: () => {
      const now = clock.now();
      if (now > lastMs) {
        lastMs = now;
        counter = 0;
      } else if (++counter > 0xfff) {
        lastMs += 1;
        counter = 0;
      }
      const b = random.bytes(8);
      const ms = lastMs.toString(16).padStart(12, "0");
      const tail = Array.from(b, (byte) => hex[byte]).join("");
      const variant = ((b[0] ?? 0) & 0x3f) | 0x80;
      return `${ms.slice(0, 8)}-${ms.slice(8)}-7${counter.toString(16).padStart(3, "0")}-${hex[variant]}${tail.slice(2, 4)}-${tail.slice(4)}`;
    },
  };
}
