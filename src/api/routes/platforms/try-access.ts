import { tryAccount } from "../../../operations/connect-account.ts";
import { credentialsGiven, credentialsTried, platformName } from "../../contract/platforms.ts";
import { defineRoute } from "../../define-route.ts";
import { credentialAnswer } from "../../platform-ways.ts";

/** `POST /platforms/:name/try` */
export const route = defineRoute({
  method: "post",
  path: "/platforms/:name/try",
  summary: "Asks a platform whose account some access opens; nothing is kept.",
  needs: "configure",
  once: true,
  params: { name: platformName },
  body: credentialsGiven,
  answer: credentialsTried,
  handler: async ({ params, body, workplace, book }) => {
    const tried = await tryAccount(workplace, book, params.name, body.credentials);
    return tried.ok ? tried.value : credentialAnswer(tried.error);
  },
});
