import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiProblem } from "../../lib/api/problem.ts";
import { refreshTopics } from "../../lib/api/queries.ts";
import { useWrite } from "../../lib/api/write.ts";
import { useBook } from "../../lib/route/address.ts";
import { useStore } from "../../lib/state/store.ts";
import { wantsProof } from "../../lib/step-up/prove.ts";
import { langStore } from "../../lib/words/lang.ts";
import { useWords } from "../../lib/words/words.ts";
import { toast } from "../../ui/toast-store.ts";
import { orderOf } from "./act-text.ts";
import { rejectSoon } from "./pending-no.ts";
import type { Act } from "./shapes.ts";
import { inboxWords } from "./words.ts";

/** A yes or a no to the act that is shown, and what came of it. */
export type Decide = {
  readonly approve: (act: Act) => void;
  readonly reject: (act: Act) => void;
  /** The act whose yes is under way. */
  readonly approving: string | undefined;
  /** What stood in the way, and of which act. */
  readonly trouble: { readonly id: string; readonly problem: ApiProblem } | undefined;
  readonly clearTrouble: () => void;
  /** The act for which a fresh proof of the person is wanted. */
  readonly proofFor: Act | undefined;
  readonly dropProof: () => void;
};

/** Decides over acts. `onGone` hears which act waits no more, so that the next one can be shown. */
export function useDecide(onGone: (id: string) => void): Decide {
  const w = useWords(inboxWords);
  const lang = useStore(langStore);
  const book = useBook();
  const client = useQueryClient();
  const [trouble, setTrouble] = useState<Decide["trouble"]>();
  const [proofFor, setProofFor] = useState<Act>();
  const write = useWrite<Act, Act>(({ id, planHash }) => ({ path: `/actions/${id}/approve`, body: { planHash } }), {
    topics: ["inbox"],
    onDone: (_, act) => onGone(act.id),
  });
  const approve = (act: Act): void => {
    setTrouble(undefined);
    setProofFor(undefined);
    write.mutate(act, {
      onError: (problem) => {
        if (wantsProof(problem)) setProofFor(act);
        else {
          setTrouble({ id: act.id, problem });
          refreshTopics(client, ["inbox"]);
        }
      },
    });
  };
  const reject = (act: Act): void => {
    setTrouble(undefined);
    const refresh = (): void => refreshTopics(client, ["inbox"]);
    rejectSoon(
      { id: act.id, book, title: orderOf(act, w, lang) },
      {
        onSent: refresh,
        onFailed: (cause) => {
          refresh();
          toast(cause instanceof ApiProblem ? cause.title : w.alreadyAnswered);
        },
      },
    );
    onGone(act.id);
  };
  return {
    approve,
    reject,
    approving: write.isPending ? write.variables.id : undefined,
    trouble,
    clearTrouble: () => setTrouble(undefined),
    proofFor,
    dropProof: () => setProofFor(undefined),
  };
}
