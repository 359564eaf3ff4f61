import { readNow } from "../../../operations/read-now.ts";
import { platformName, platformReading, readAsked } from "../../contract/platforms.ts";
import { defineRoute } from "../../define-route.ts";
import { orThrow } from "../../or-throw.ts";
import { platformProblems } from "../../platform-ways.ts";

/** `POST /platforms/:name/sync` */
export const route = defineRoute({
  method: "post",
  path: "/platforms/:name/sync",
  summary: "Reads what is new at a platform now; the engine begins within about a second.",
  needs: "operate",
  params: { name: platformName },
  body: readAsked.optional(),
  status: 202,
  answer: platformReading,
  problems: { ...platformProblems, "platform-paused": 409 },
  handler: async ({ params, body, workplace, book }) =>
    orThrow(await readNow(workplace, book, params.name, body?.full ?? false)),
});
