import type { ParamShapes } from "../../spec/strategy.ts";

export const params = {
  slackDays: {
    type: "whole",
    min: 1,
    max: 60,
    byDefault: 3,
    help: "Days beyond what is usual that are let pass in any case.",
  },
  keepAtMost: {
    type: "amounts",
    help: "Remind when more than this lies at a platform, for each currency; by default no amount is too much.",
  },
  againAfterDays: {
    type: "whole",
    min: 1,
    max: 90,
    byDefault: 7,
    help: "Days after which the same is reminded of again.",
  },
} as const satisfies ParamShapes;
