import { isStatable } from "../actions/gate/gather-facts.ts";
import { stateOwnFact } from "../actions/switches.ts";
import { nearest } from "../base/nearest.ts";
import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { type ComplianceReport, complianceReport } from "../domain/policy/compliance-report.ts";
import { type FieldType, factFields } from "../domain/policy/fields.ts";
import { nextDay, startOfDay } from "../domain/time/day.ts";
import { pastDecisions } from "../store/action-event.ts";
import type { Book } from "../store/book.ts";
import { listedProducts } from "../store/listed-product.ts";
import { openRoad } from "./open-road.ts";
import type { Workplace } from "./workplace.ts";

/** What was checked, asked and denied from one local day to another, both inside, and which rules are old. Problem: that of the rule files. */
export async function reportCompliance(
  workplace: Workplace,
  book: Book,
  days: { readonly from: string; readonly to: string },
): Promise<Result<ComplianceReport, Problem>> {
  const rules = await openRoad(workplace).rules();
  if (!rules.ok) return rules;
  const from = startOfDay(days.from, book.timeZone);
  const to = startOfDay(nextDay(days.to), book.timeZone);
  return ok(complianceReport(await pastDecisions(workplace.store, book.id, from, to), rules.value.rules, from, to));
}

/** Keeps a fact that the owner states. Problems: `fact-unknown`, `fact-wrong`, `fact-about`. */
export async function stateFactFor(
  workplace: Workplace,
  book: Book,
  typed: { readonly name: string; readonly value: string; readonly about?: string | undefined },
): Promise<Result<string | number | boolean, Problem>> {
  const field = Object.hasOwn(factFields, typed.name) ? factFields[typed.name] : undefined;
  if (!field || !isStatable(typed.name)) return err(unknownFact(typed.name));
  const value = factValue(field.type, typed.value.trim());
  if (value === undefined) return err(wrongFact(typed.name, field.type, typed.value));
  const about = typed.about === undefined ? "" : await listingOf(workplace, book, typed.about);
  if (about === undefined) return err(unknownListing(typed.about ?? ""));
  const fact = { name: typed.name, about, value };
  await stateOwnFact(workplace, book, fact, { actor: workplace.actor });
  return ok(value);
}

/** The platform's id of a listing that a person names by either of its ids; undefined where none is known. */
async function listingOf({ store }: Workplace, book: Book, typed: string): Promise<string | undefined> {
  const all = await listedProducts(store, book.id);
  return all.find(({ productId, externalId }) => externalId === typed || productId === typed)?.externalId;
}

function unknownListing(typed: string): Problem {
  return problem("fact-about", `No product "${typed.slice(0, 60)}" is known.`, {
    kept: "Nothing was changed.",
    fix: "`millrace products` shows their ids.",
  });
}

function factValue(type: FieldType, text: string): string | number | boolean | undefined {
  if (type === "flag")
    return text === "true" || text === "yes" ? true : text === "false" || text === "no" ? false : undefined;
  if (type === "number") return /^-?[0-9]{1,15}$/.test(text) ? Number(text) : undefined;
  if (type === "list" || type === "moment") return undefined;
  return text === "" || text.length > 200 ? undefined : text;
}

function unknownFact(name: string): Problem {
  const meant = nearest(name, Object.keys(factFields).filter(isStatable));
  return problem("fact-unknown", `"${name.slice(0, 60)}" is no fact that you can state.`, {
    kept: "Nothing was changed.",
    fix:
      meant === undefined
        ? "Such as price.floor or product.category; docs/guide/rules.md lists them all."
        : `Did you mean ${meant}?`,
  });
}

function wrongFact(name: string, type: FieldType, value: string): Problem {
  const wanted =
    type === "flag" ? "yes or no" : type === "number" ? "a whole number; amounts in minor units" : "a short text";
  return problem("fact-wrong", `${name} cannot be "${value.slice(0, 60)}".`, {
    kept: "Nothing was changed.",
    fix: `It is ${wanted}.`,
  });
}
