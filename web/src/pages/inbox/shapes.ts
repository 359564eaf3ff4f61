import type { z } from "zod";
import type { action, actionStory, judgement } from "../../../../src/api/contract/actions.ts";
import type { earlierItem, inbox, inboxItem } from "../../../../src/api/contract/inbox.ts";
import type { step } from "../../../../src/api/contract/steps.ts";

/** The inbox as the API tells it. */
export type InboxAnswer = z.infer<typeof inbox>;
export type InboxItem = z.infer<typeof inboxItem>;
export type Act = z.infer<typeof action>;
export type ActStory = z.infer<typeof actionStory>;
export type Said = z.infer<typeof judgement>;
export type Step = z.infer<typeof step>;
export type EarlierItem = z.infer<typeof earlierItem>;

/** An act that waits, with what it needs. */
export type WaitingAct = Extract<InboxItem, { readonly what: "action" }>;
export type WaitingStep = Extract<InboxItem, { readonly what: "step" }>;

/** The same for any matter: "act/018f…" or "step/12"; its place below /inbox. */
export const keyOf = (item: InboxItem): string =>
  item.what === "action" ? `act/${item.action.id}` : `step/${item.step.id}`;

/** Where the matter of a key is shown. */
export const placeOf = (key: string): string => `/inbox/${key}`;

/** Whether a yes can be given together with others: nothing but a yes is needed, and it can be taken back. */
export const mayGoTogether = (item: InboxItem): item is WaitingAct =>
  item.what === "action" &&
  item.wants === "yes" &&
  item.action.reversible &&
  !item.needs.freshProof &&
  !item.needs.someoneElse;
