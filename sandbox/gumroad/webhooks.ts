import type { Answer } from "../answer.ts";
import { refusal, success } from "./answer.ts";
import { type Webhook, type WebhookName, webhookNames } from "./records.ts";
import type { State } from "./state.ts";

type Parameters = ReadonlyMap<string, string>;

/** `GET /resource_subscriptions`: one kind at a time. */
export function listWebhooks(state: State, parameters: Parameters): Answer {
  const name = nameOf(parameters);
  if (name === undefined) return refusal("Invalid resource_name.");
  return success({
    resource_subscriptions: state.webhooks.filter((one) => one.name === name).map((one) => webhookJson(state, one)),
  });
}

/** `PUT /resource_subscriptions`: each call adds one, also when there is an equal one. */
export function addWebhook(state: State, parameters: Parameters): Answer {
  const name = nameOf(parameters);
  if (name === undefined) return refusal("Invalid resource_name.");
  const postUrl = parameters.get("post_url") ?? "";
  if (!/^https?:\/\/\S+$/.test(postUrl)) return refusal("Invalid post URL");
  const webhook: Webhook = { number: state.nextWebhook++, name, postUrl };
  state.webhooks.push(webhook);
  return success({ resource_subscription: webhookJson(state, webhook) });
}

/** `DELETE /resource_subscriptions/:id` */
export function removeWebhook(state: State, id: string): Answer {
  const place = state.webhooks.findIndex((one) => one.number === state.ids.numberOf("webhook", id));
  if (place < 0) return refusal("The resource_subscription was not found.");
  state.webhooks.splice(place, 1);
  return success({ message: "The resource_subscription was deleted successfully." });
}

function nameOf(parameters: Parameters): WebhookName | undefined {
  return webhookNames.find((one) => one === parameters.get("resource_name"));
}

function webhookJson(state: State, { number, name, postUrl }: Webhook): Readonly<Record<string, unknown>> {
  return { id: state.ids.idOf("webhook", number), resource_name: name, post_url: postUrl };
}
