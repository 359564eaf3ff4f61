import { consentId, consentPasted, consentState, platformName } from "../../contract/platforms.ts";
import { defineRoute } from "../../define-route.ts";
import { orThrow } from "../../or-throw.ts";
import { consentsOf } from "../../platform-ways.ts";
import { consentJson } from "../../render/platform-json.ts";

/** `POST /platforms/:name/consent/:id` */
export const route = defineRoute({
  method: "post",
  path: "/platforms/:name/consent/:id",
  summary: "Ends a sign-in with the address that the owner's browser came to.",
  needs: "configure",
  once: true,
  params: { name: platformName, id: consentId },
  body: consentPasted,
  answer: consentState,
  handler: async ({ params, body, principal, deps }) =>
    consentJson(orThrow(await consentsOf(deps).paste(params.id, principal.id, body.pasted))),
});
