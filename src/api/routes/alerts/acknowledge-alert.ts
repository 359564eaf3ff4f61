import { actorNames } from "../../../operations/actor-names.ts";
import { silenceAlert } from "../../../operations/alerts.ts";
import { alert, alertId } from "../../contract/alerts.ts";
import { defineRoute } from "../../define-route.ts";
import { ofAllBooks } from "../../of-all-books.ts";
import { orThrow } from "../../or-throw.ts";
import { alertJson } from "../../render/alert-json.ts";

/** `POST /alerts/:id/acknowledge` */
export const route = defineRoute({
  method: "post",
  path: "/alerts/:id/acknowledge",
  summary: "Says that you know of an alert: nothing more is told until it changes.",
  needs: "operate",
  params: { id: alertId },

  answer: alert,
  problems: { "alert-unknown": 404, "alert-over": 409, "not-allowed": 403 },
  handler: async ({ params, workplace, principal, deps }) => {
    ofAllBooks(principal, "operate");

    const silenced = orThrow(await silenceAlert(workplace, params.id, { kind: "acknowledge" }));
    return alertJson(silenced, await actorNames(deps.workplace.store));
  },
});
