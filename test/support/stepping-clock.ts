import { type Clock, fixedClock } from "../../src/base/clock.ts";
import { commandTime } from "./command-line.ts";

/** A clock that is a second later each time it is asked, so that what happens one after the other is told apart. */
export function steppingClock(from = commandTime): Clock {
  let now = from;
  return {
    ...fixedClock(from),
    now: () => {
      now += 1_000;
      return now;
    },
  };
}
