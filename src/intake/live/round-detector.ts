import type { Page } from "../../spec/connector.ts";

/** Tells when a list goes round in a circle. */
export type RoundDetector = {
  /** Whether this page, asked for with `cursor`, shows that the walk has been here before. */
  sees(page: Page, cursor: string | undefined): boolean;
};

/** Pages without a record that may follow one another. */
const emptyPagesMax = 1_000;

/**
 * A detector that remembers two things, however long the walk: the page before, and one cursor that it met, replaced at
 * every power of two (Brent's way to find cycles): a circle of n pages is noticed within three rounds at most.
 */
export function createRoundDetector(): RoundDetector {
  let marked: string | undefined;
  let steps = 0;
  let power = 1;
  let last = "";
  let empty = 0;
  return {
    sees: (page, cursor) => {
      const print = printOf(page);
      const repeats = print !== "" && print === last;
      last = print;
      const round = page.next !== undefined && (page.next === cursor || page.next === marked);
      if (++steps === power) {
        marked = page.next;
        power *= 2;
      }
      empty = print === "" ? empty + 1 : 0;
      return repeats || round || empty >= emptyPagesMax;
    },
  };
}

/** The ids of a page in their order; "" for a page that holds no records. */
function printOf({ records, rejected }: Page): string {
  return records.length === 0 ? "" : [...records, ...rejected].map(({ id }) => `${id.length}:${id}`).join();
}
