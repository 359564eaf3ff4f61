import type { Pings } from "../../spec/connector.ts";
import { readPing } from "./read-ping.ts";
import { subscribePings } from "./subscribe-pings.ts";

/** Gumroad's messages: one address in the settings for sales alone, and subscriptions by kind of event. */
export const pings: Pings = {
  howTo: [
    "In Gumroad, open Settings, Advanced, and put {address} into “Ping endpoint”; press “Send test ping” to try it.",
    "That tells of sales only. Millrace can also ask Gumroad for refunds, disputes and changes of subscriptions, with the token it has.",
    "Gumroad does not sign its messages: keep the address to yourself. Whoever knows it can only make Millrace look at Gumroad once more.",
    "Revoking the token silently ends the messages that were asked for with it.",
  ],
  read: readPing,
  subscribe: subscribePings,
};
