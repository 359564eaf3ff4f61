import { ProblemError, problem } from "../../../base/problem.ts";
import { actorNames } from "../../../operations/actor-names.ts";
import { silenceAlert } from "../../../operations/alerts.ts";
import { alert, alertId, quietBody } from "../../contract/alerts.ts";
import { defineRoute } from "../../define-route.ts";
import { ofAllBooks } from "../../of-all-books.ts";
import { orThrow } from "../../or-throw.ts";
import { alertJson } from "../../render/alert-json.ts";

/** `POST /alerts/:id/quiet` */
export const route = defineRoute({
  method: "post",
  path: "/alerts/:id/quiet",
  summary: "Says nothing of an alert until a moment.",
  needs: "operate",
  params: { id: alertId },
  body: quietBody,
  answer: alert,
  problems: { "alert-unknown": 404, "alert-over": 409, "not-allowed": 403 },
  handler: async ({ params, body, now, workplace, principal, deps }) => {
    ofAllBooks(principal, "operate");
    const until = Date.parse(body.until);
    if (until <= now)
      throw new ProblemError(
        problem("moment-wrong", "This moment is over.", { kept: "Nothing was changed.", fix: "Give one to come." }),
      );
    const silenced = orThrow(await silenceAlert(workplace, params.id, { kind: "quiet", until }));
    return alertJson(silenced, await actorNames(deps.workplace.store));
  },
});
