import { assert } from "../../../base/assert.ts";
import { type AutonomyChange, changeAutonomy, listAutonomy } from "../../../operations/change-autonomy.ts";
import { isFresh } from "../../../people/principal.ts";
import { actionKindName, autonomyChange, kindAutonomy } from "../../contract/autonomy.ts";
import { defineRoute } from "../../define-route.ts";
import { orThrow } from "../../or-throw.ts";
import { autonomyJson } from "../../render/autonomy-json.ts";

/** `PATCH /autonomy/:kind` */
export const route = defineRoute({
  method: "patch",
  path: "/autonomy/:kind",
  summary:
    "Changes what Millrace may do by itself of one kind. What lets it do more needs a fresh proof; less does not.",
  needs: "admin",
  params: { kind: actionKindName },
  body: autonomyChange,
  answer: kindAutonomy,
  problems: { "step-up-needed": 403 },
  handler: async ({ params, body, workplace, book, principal, now }) => {
    const { level, mode, perDay, costPerDay, holdOut } = body;
    const change: AutonomyChange = {
      ...(level === undefined ? {} : { level }),
      ...(mode === undefined ? {} : { mode }),
      ...(perDay === undefined ? {} : { perDay: typed(perDay) }),
      ...(costPerDay === undefined ? {} : { costPerDay: typed(costPerDay) }),
      ...(holdOut === undefined ? {} : { holdOut: typed(holdOut) }),
    };
    const fresh = isFresh(principal, now);
    orThrow(await changeAutonomy(workplace, book, params.kind, change, fresh));
    const changed = (await listAutonomy(workplace, book)).find(({ kind }) => kind === params.kind);
    assert(changed !== undefined, "a kind about which something was said is in the list");
    return autonomyJson(changed);
  },
});

/** Null is "none" as a person types it. */
function typed(value: string | number | null): string {
  return value === null ? "none" : String(value);
}
