import { useState } from "react";
import { ApiProblem } from "../api/problem.ts";
import { useStore } from "../state/store.ts";
import { langStore } from "../words/lang.ts";
import { useWords } from "../words/words.ts";
import type { Words } from "./words.en.ts";
import { authWords } from "./words.ts";

/** What was refused, in the reader's language: one sentence, or one beside each field that is wrong. */
export type Refusal = {
  readonly kind: string;
  readonly fields: Readonly<Record<string, string>>;
  /** Undefined where the fields say it all. */
  readonly sentence: string | undefined;
};

export type Trial = {
  /** Which of several buttons is under way. */
  readonly busy: string | undefined;
  readonly refusal: Refusal | undefined;
  /** Does it, and answers what came of it; undefined when it was refused. */
  readonly attempt: <T>(name: string, work: () => Promise<T>) => Promise<T | undefined>;
  readonly clear: () => void;
};

/** One form or button that asks `/api/auth`: what is under way, and what was refused. */
export function useTrial(): Trial {
  const w = useWords(authWords);
  const lang = useStore(langStore);
  const [busy, setBusy] = useState<string>();
  const [refused, setRefused] = useState<{ readonly problem: ApiProblem; readonly at: number }>();
  const attempt = async <T>(name: string, work: () => Promise<T>): Promise<T | undefined> => {
    setBusy(name);
    setRefused(undefined);
    try {
      return await work();
    } catch (cause) {
      if (!(cause instanceof ApiProblem)) throw cause;
      setRefused({ problem: cause, at: Date.now() });
      return undefined;
    } finally {
      setBusy(undefined);
    }
  };
  const refusal = refused && refusalOf(refused.problem, refused.at, w, lang);
  return { busy, refusal, attempt, clear: () => setRefused(undefined) };
}

function refusalOf(problem: ApiProblem, at: number, w: Words, lang: string): Refusal {
  const own = sentenceOf(problem, at, w, lang);
  const names = Object.keys(problem.fields);
  const fields = Object.fromEntries(
    names.map((name) => [name, own ?? besideField(name, problem.fields[name] ?? "", w)]),
  );
  const said = own ?? [problem.title, problem.detail].filter(Boolean).join(" ");
  return { kind: problem.kind, fields, sentence: names.length > 0 ? undefined : said };
}

function sentenceOf(problem: ApiProblem, at: number, w: Words, lang: string): string | undefined {
  if (problem.kind === "offline") return w.offline;
  if (problem.kind === "given-up") return w.givenUp;
  if (problem.kind === "too-many-tries") return w.wait(clockAt(at + (problem.retryAfter ?? 30) * 1000, lang));
  const known: Readonly<Record<string, string>> = w.refusals;
  return known[problem.kind];
}

function besideField(name: string, said: string, w: Words): string {
  if (said === "This is needed.") return w.needed;
  const known: Readonly<Record<string, string>> = w.fields;
  return known[name] ?? said;
}

/** With seconds: the first waits are half a minute. */
function clockAt(moment: number, lang: string): string {
  const parts = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" } as const;
  return new Intl.DateTimeFormat(lang, parts).format(moment);
}
