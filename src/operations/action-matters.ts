import { scopeName } from "../domain/action/standing.ts";
import { counted } from "../domain/text/amount-text.ts";
import { listActions } from "../store/action.ts";
import { stopsOn } from "../store/stop-switch.ts";
import type { Matter } from "./matter.ts";
import type { Workplace } from "./workplace.ts";

const countedMax = 500;

/** What of the road out should be looked at: broken rules, switches that are on, and what waits for a person. */
export async function actionMatters(workplace: Workplace): Promise<readonly Matter[]> {
  const { store } = workplace;
  const matters: Matter[] = [];
  const rules = await workplace.rules();
  if (!rules.ok) {
    const sentence = `Nothing outside is allowed: ${rules.error.sentence}`;
    matters.push({ code: "rules-broken", sentence, ...(rules.error.fix ? { fix: rules.error.fix } : {}) });
  }
  for (const { scope, actor, reason } of await stopsOn(store)) {
    const word = scope === "everything" ? "" : ` ${scope.slice(scope.indexOf(":") + 1)}`;
    matters.push({
      code: "stopped",
      sentence:
        actor === "engine" ? `Millrace stopped ${scopeName(scope)}: ${reason}` : `You stopped ${scopeName(scope)}.`,
      fix: `\`millrace go${word}\` lets it go on.`,
    });
  }
  const unknown = await listActions(store, { states: ["unknown"], limit: countedMax });
  if (unknown.length > 0) {
    const sentence = `It is not known whether ${counted(unknown.length, "action was", "actions were")} done. Nothing is sent again for that.`;
    matters.push({ code: "actions-unknown", sentence, fix: "`millrace inbox` names them." });
  }
  const waiting = await listActions(store, { states: ["needs-approval"], limit: countedMax });
  if (waiting.length > 0) {
    const sentence = `${counted(waiting.length, "action waits", "actions wait")} for your yes.`;
    matters.push({ code: "actions-waiting", sentence, fix: "`millrace inbox` shows what and why." });
  }
  return matters;
}
