import { messageAddresses as readAddresses } from "../../../operations/message-address.ts";
import { messageAddresses, platformName } from "../../contract/platforms.ts";
import { defineRoute } from "../../define-route.ts";
import { orThrow } from "../../or-throw.ts";
import { platformProblems } from "../../platform-ways.ts";

/** `GET /platforms/:name/messages` */
export const route = defineRoute({
  method: "get",
  path: "/platforms/:name/messages",
  summary: "The address that a platform's messages come to, and how it is told to the platform.",
  // Whoever knows it can make Millrace look.
  needs: "configure",
  params: { name: platformName },
  answer: messageAddresses,
  problems: platformProblems,
  handler: async ({ params, workplace, book, deps }) => ({
    items: orThrow(await readAddresses(workplace, book, params.name, deps.publicUrl)),
  }),
});
