import { useEffect, useState } from "react";
import { ApiProblem } from "../../lib/api/problem.ts";
import { ask } from "../../lib/api/request.ts";
import type { Manifest, Tried } from "./shapes.ts";

/** How long nothing is typed before the platform is asked. */
const restMs = 700;

type State = { readonly isChecking: boolean; readonly found?: Tried; readonly error?: ApiProblem };
const nothing: State = { isChecking: false };

/** Asks the platform whose account this opens, once one has stopped typing; nothing is kept. */
export function useTry(
  name: string,
  book: string,
  fields: Manifest["fields"],
  typed: Readonly<Record<string, string>>,
): State {
  const [state, setState] = useState<State>(nothing);
  const given = JSON.stringify(
    Object.fromEntries(fields.map((field) => [field.name, (typed[field.name] ?? "").trim()])),
  );
  useEffect(() => {
    setState(nothing);
    const credentials = JSON.parse(given) as Record<string, string>;
    // What is shorter than any token, or has a space in it, is not sent anywhere.
    if (Object.values(credentials).some((value) => value.length < 8 || /\s/.test(value))) return;
    const leaving = new AbortController();
    const timer = setTimeout(async () => {
      setState({ isChecking: true });
      try {
        const path = `/platforms/${encodeURIComponent(name)}/try`;
        const { signal } = leaving;
        const { data } = await ask<Tried>(path, { method: "POST", query: { book }, body: { credentials }, signal });
        if (!signal.aborted) setState({ isChecking: false, found: data });
      } catch (error) {
        if (!leaving.signal.aborted) setState({ isChecking: false, ...(error instanceof ApiProblem ? { error } : {}) });
      }
    }, restMs);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [name, book, given]);
  return state;
}
