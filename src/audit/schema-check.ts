import type { Handle } from "../store/handle.ts";
import { missingSteps } from "../store/migrate.ts";
import { differenceSentence, schemaDifference } from "../store/schema-fingerprint.ts";
import type { Findings } from "./findings.ts";

/**
 * Whether the tables and guards are the ones that Millrace makes. Returns a caution when that could not be told: on
 * PostgreSQL it takes making a schema for a moment, which a check that only reads does not do.
 */
export async function checkSchema(handle: Handle, findings: Findings): Promise<string | undefined> {
  if (handle.engine === "postgres") {
    return "The tables' guards were not compared with those that Millrace makes; `millrace doctor` does that.";
  }
  if ((await missingSteps(handle)).length > 0) {
    return "The database was made by an older version, so its guards were not compared with today's.";
  }
  const sentence = differenceSentence(await schemaDifference(handle), "this database");
  if (sentence) findings.add("changed-schema", sentence.replace(/\.$/, ""));
  return undefined;
}
