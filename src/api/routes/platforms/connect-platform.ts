import { connectAccount } from "../../../operations/connect-account.ts";
import { credentialsGiven, platformConnected, platformName } from "../../contract/platforms.ts";
import { defineRoute } from "../../define-route.ts";
import { credentialAnswer, ownAccountsOnly } from "../../platform-ways.ts";
import { connectedJson } from "../../render/platform-json.ts";

/** `PUT /platforms/:name` */
export const route = defineRoute({
  method: "put",
  path: "/platforms/:name",
  summary: "Connects an account with access that a person made; the same account again gets the new access.",
  needs: "configure",
  params: { name: platformName },
  body: credentialsGiven,
  answer: platformConnected,
  handler: async ({ params, body, workplace, book, deps }) => {
    ownAccountsOnly(workplace, deps);
    const done = await connectAccount({ ...deps, workplace }, book, params.name, body.credentials);
    return done.ok ? connectedJson(done.value, done.value.pings, done.value.secret) : credentialAnswer(done.error);
  },
});
