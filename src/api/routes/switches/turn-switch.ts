import { type Problem, problem } from "../../../base/problem.ts";
import { err, ok, type Result } from "../../../base/result.ts";
import { actorNames } from "../../../operations/actor-names.ts";
import { mainBook } from "../../../operations/find-book.ts";
import { switchBoard, turnSwitch } from "../../../operations/switch-board.ts";
import { isFresh, type Principal } from "../../../people/principal.ts";
import { switchList, switchScope, switchTurn } from "../../contract/switches.ts";
import { defineRoute } from "../../define-route.ts";
import { ofAllBooks } from "../../of-all-books.ts";
import { orThrow } from "../../or-throw.ts";
import { switchesJson } from "../../render/switch-json.ts";

/** `PUT /switches/:scope` */
export const route = defineRoute({
  method: "put",
  path: "/switches/:scope",
  summary:
    'Stops everything ("everything"), a platform ("platform:gumroad") or a kind of act ("kind:listing.price") at once. Off needs the permission "admin" and a fresh proof.',
  needs: "operate",
  params: { scope: switchScope },
  body: switchTurn,
  answer: switchList,
  problems: { "step-up-needed": 403, "not-allowed": 403 },
  handler: async ({ params, body, workplace, principal, deps, now }) => {
    ofAllBooks(principal, "operate");
    orThrow(await turnSwitch(workplace, params.scope, body, mayLetGo(principal, now)));
    return switchesJson(await switchBoard(workplace), await actorNames(deps.workplace.store));
  },
});

function mayLetGo(principal: Principal, now: number): Result<void, Problem> {
  const kept = "What is stopped stays stopped.";
  if (!principal.may("admin", mainBook))
    return err(
      problem("not-allowed", 'You may not turn a stop switch off: the permission "admin" is missing.', {
        kept,
        fix: "An owner of this Millrace can do it.",
      }),
    );
  if (isFresh(principal, now)) return ok(undefined);
  return err(
    problem("step-up-needed", "Prove once more that it is you: things leave again after this.", {
      kept,
      fix: "Use your passkey or a code, then send this again within five minutes.",
    }),
  );
}
