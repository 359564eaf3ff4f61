import { beginAccountConsent } from "../../../operations/connect-account.ts";
import { consentBegun, credentialsGiven, platformName } from "../../contract/platforms.ts";
import { defineRoute } from "../../define-route.ts";
import { consentsOf, credentialAnswer, ownAccountsOnly } from "../../platform-ways.ts";

/** `POST /platforms/:name/consent` */
export const route = defineRoute({
  method: "post",
  path: "/platforms/:name/consent",
  summary: "Begins a sign-in at a platform (OAuth): gives the address at which the owner consents.",
  needs: "configure",
  once: true,
  params: { name: platformName },
  body: credentialsGiven,
  answer: consentBegun,
  handler: async ({ params, body, workplace, book, deps }) => {
    ownAccountsOnly(workplace, deps);
    const begun = await beginAccountConsent(
      consentsOf(deps),
      { ...deps, workplace },
      book,
      params.name,
      body.credentials,
    );
    return begun.ok ? begun.value : credentialAnswer(begun.error);
  },
});
