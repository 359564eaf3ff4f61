import type { ParamShapes } from "../../spec/strategy.ts";

export const params = {
  minDays: {
    type: "whole",
    min: 7,
    max: 365,
    byDefault: 21,
    help: "Days without a sale below which nothing is said.",
  },
  oneIn: {
    type: "whole",
    min: 20,
    max: 10_000,
    byDefault: 100,
    help: "How rare a pause must be: one false word in so many looks at the whole shop.",
  },
  timesLongest: {
    type: "whole",
    min: 1,
    max: 10,
    byDefault: 2,
    help: "How many times the longest pause so far it must have lasted.",
  },
  atMost: {
    type: "whole",
    min: 1,
    max: 50,
    byDefault: 5,
    help: "Listings that are named at once, those that are most overdue first.",
  },
  againAfterDays: {
    type: "whole",
    min: 7,
    max: 180,
    byDefault: 30,
    help: "Days after which the same listing is named again.",
  },
} as const satisfies ParamShapes;
