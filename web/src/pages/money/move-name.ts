import { platformName } from "../../lib/format/platform-name.ts";
import type { Words } from "./words.en.ts";

/** What a seller calls a movement of money; `meaning` is its code in the books. */
export function moveName(meaning: string, w: Words, source: string): string {
  if (meaning === "fee-platform") return w.platformFee(platformName(source));
  return isMove(meaning, w) ? w.moves[meaning] : meaning;
}

function isMove(meaning: string, w: Words): meaning is keyof Words["moves"] {
  return meaning in w.moves;
}
