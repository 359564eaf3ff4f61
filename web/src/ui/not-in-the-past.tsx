import { useWords } from "../lib/words/words.ts";
import { uiWords } from "./words.ts";

/** Stands in place of every write control while a past moment is shown. */
export function NotInThePast() {
  return <p className="small muted">{useWords(uiWords).notInThePast}</p>;
}
