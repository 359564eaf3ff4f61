import { approveManyAs } from "../../../operations/approve-as.ts";
import { listingTitles } from "../../../operations/listing-titles.ts";
import { actionProblems } from "../../action-problems.ts";
import { approvedMany, approveManyBody } from "../../contract/actions.ts";
import { defineRoute } from "../../define-route.ts";
import { orThrow } from "../../or-throw.ts";
import { actionCardJson } from "../../render/action-card-json.ts";

/** `POST /actions/approve` */
export const route = defineRoute({
  method: "post",
  path: "/actions/approve",
  summary: "Says yes to several of one kind that can be taken back, each to exactly the plan whose hash is sent.",
  needs: "approve",
  body: approveManyBody,
  answer: approvedMany,
  problems: actionProblems,
  handler: async ({ body, workplace, book, principal, deps }) => {
    const looker = { principal, home: deps.workplace };
    const answered = orThrow(await approveManyAs(workplace, book, looker, body.items));
    const titles = await listingTitles(workplace, book);
    const now = workplace.clock.now();
    return {
      answered: answered.map(({ typed, result }) =>
        result.ok
          ? { id: typed, action: actionCardJson(result.value, now, titles), problem: null }
          : { id: typed, action: null, problem: { code: result.error.code, title: result.error.sentence } },
      ),
    };
  },
});
