import type { Tool } from "./tool.ts";
import { actionStory, actions, inbox } from "./tools/actions.ts";
import { askPerson } from "./tools/ask-person.ts";
import { completeness, earned } from "./tools/earned.ts";
import { gaps, payoutProof, payouts } from "./tools/payouts.ts";
import { proposeListing, proposeMessage, proposePrice, proposeRefund } from "./tools/propose-tools.ts";
import { saleStory, sales } from "./tools/sales.ts";
import { books, limits, platforms, products } from "./tools/shop.ts";
import { alerts, audit, compliance, jobs } from "./tools/system.ts";

/** Everything an assistant can do here. None of them tells who bought, opens a secret, or does anything outside. */
export const allTools: readonly Tool[] = [
  books,
  earned,
  completeness,
  sales,
  saleStory,
  payouts,
  payoutProof,
  gaps,
  products,
  platforms,
  limits,
  inbox,
  actions,
  actionStory,
  compliance,
  alerts,
  jobs,
  audit,
  proposeRefund,
  proposePrice,
  proposeListing,
  proposeMessage,
  askPerson,
];
