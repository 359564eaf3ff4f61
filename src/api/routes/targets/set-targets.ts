import { setTargets } from "../../../operations/targets.ts";
import { targetChange, targets } from "../../contract/targets.ts";
import { defineRoute } from "../../define-route.ts";
import { orThrow } from "../../or-throw.ts";

/** `PATCH /targets` */
export const route = defineRoute({
  method: "patch",
  path: "/targets",
  summary: "Sets the targets of a currency, or switches them off with null.",
  needs: "configure",
  body: targetChange,
  answer: targets,
  handler: async ({ body: { currency, month, day }, workplace, book }) => ({
    items: orThrow(
      await setTargets(workplace, book, {
        currency,
        ...(month === undefined ? {} : { month }),
        ...(day === undefined ? {} : { day }),
      }),
    ),
  }),
});
