import { nearest } from "../base/nearest.ts";
import { allActionKinds } from "../domain/action/kinds.ts";
import { wrongUse } from "./wrong-use.ts";

/** Says that what was typed is no kind of action, and which is near. */
export function noSuchKind(kind: string): never {
  const meant = nearest(kind, allActionKinds());
  wrongUse(
    `There is no kind of action "${kind.slice(0, 60)}". Nothing was changed.`,
    meant === undefined ? "`millrace autonomy` lists those there are." : `Did you mean ${meant}?`,
    "unknown-kind",
  );
}
