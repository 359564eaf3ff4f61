import { actorNames } from "../../../operations/actor-names.ts";
import { listAlerts } from "../../../operations/alerts.ts";
import { alertList, alertsQuery } from "../../contract/alerts.ts";
import { defineRoute } from "../../define-route.ts";
import { alertJson } from "../../render/alert-json.ts";

/** `GET /alerts` */
export const route = defineRoute({
  method: "get",
  path: "/alerts",
  summary: "What is not right now, the most urgent first, and what was.",
  needs: "read",
  query: alertsQuery,
  answer: alertList,
  handler: async ({ query, workplace, deps }) => {
    const nameOf = await actorNames(deps.workplace.store);
    const { open, past } = await listAlerts(workplace, query.past);
    return {
      open: open.map((one) => alertJson(one, nameOf, one.well)),
      past: past.map((one) => alertJson(one, nameOf)),
    };
  },
});
