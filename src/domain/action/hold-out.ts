import { sha256 } from "../../base/hash.ts";
import { CanonicalBytes } from "../audit/canonical-bytes.ts";
import type { Action } from "./action.ts";
import { kindRow, type ParameterValue } from "./kinds.ts";

/** Who gets what is proposed, and who does not, for comparison; and of how many percent that was the plan. */
export type HoldOut = { readonly arm: "treated" | "held"; readonly percent: number };

/** More than half of all held out would be no help to anybody. */
export const holdOutPercentMax = 50;

const holdOutTag = "millrace/hold-out/v1";
const writer = new CanonicalBytes();

/**
 * Whether this act is done or held out: the same object and the same idea always come to the same answer, on every
 * machine. Only what a strategy proposes to do outside is ever held out, and nothing that gives back or takes down.
 * Undefined: it takes part in no comparison.
 */
export function holdOutOf(action: Action, pattern: string, percent: number): HoldOut | undefined {
  const row = kindRow(action.kind);
  const object = objectOf(action);
  if (percent <= 0 || !row?.outside || row.protective || object === undefined) return undefined;
  if (action.origin.by !== "strategy") return undefined;
  writer.start(holdOutTag).text(pattern).text(action.target).text(object);
  const hash = sha256(writer.view());
  const drawn = new DataView(hash.buffer, hash.byteOffset).getUint32(0) % 10_000;
  return { arm: drawn < percent * 100 ? "held" : "treated", percent };
}

/** The first that is there is what the act happens to. */
const objectNames = ["receiver", "person", "listing", "product", "sale", "subscription", "charge", "page"] as const;

function objectOf({ parameters }: Action): string | undefined {
  const values: Readonly<Record<string, ParameterValue | undefined>> = parameters;
  for (const name of objectNames) {
    const value = values[name];
    if (typeof value === "string" && value !== "") return `${name}:${value}`;
  }
  return undefined;
}
