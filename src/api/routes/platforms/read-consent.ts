import { consentId, consentState, platformName } from "../../contract/platforms.ts";
import { defineRoute } from "../../define-route.ts";
import { orThrow } from "../../or-throw.ts";
import { consentsOf } from "../../platform-ways.ts";
import { consentJson } from "../../render/platform-json.ts";

/** `GET /platforms/:name/consent/:id` */
export const route = defineRoute({
  method: "get",
  path: "/platforms/:name/consent/:id",
  summary: "How a sign-in that was begun stands.",
  needs: "configure",
  params: { name: platformName, id: consentId },
  answer: consentState,
  handler: async ({ params, principal, deps }) => consentJson(orThrow(consentsOf(deps).look(params.id, principal.id))),
});
