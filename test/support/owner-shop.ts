import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openRawSqlite, type RawSqlite } from "../../src/store/open-sqlite.ts";
import { deriveKeys } from "../../src/vault/installation-keys.ts";
import { loadMasterCandidates } from "../../src/vault/master.ts";
import { type CliWorld, cli, type Said } from "./command-line.ts";

/** What must never be found in the clear: a buyer, and two passphrases. */
export const canaries = {
  email: "canary.quillfeather@buyers.example",
  name: "Canary Quillfeather",
  passphrase: "canary velvet thunder mellow 93",
  nextPassphrase: "second canary anchor violet 17",
} as const;

/** Writes a file of `count` sales of Gumroad's layout, the first of them from number `from` on; the buyer is the canary. */
export function shopFile(folder: string, name: string, from: number, count: number): string {
  const header = "Purchase ID,Item Name,Buyer Name,Purchase Email,Buyer Email,Do not contact?,Purchase Date,Purchase Time (UTC timezone),Subtotal ($),Taxes ($),Tax Type,Shipping ($),Sale Price ($),Fees ($),Net Total ($),Tip ($),Tax Included in Price?,Street Address,City,Zip Code,State,Country,Referrer,Refunded?,Partial Refund ($),Fully Refunded?,Disputed?,Dispute Won?,Access Revoked?,Variants,Discount Code,Recurring Charge?,Free trial purchase?,Pre-order authorization?,Product ID,Order Number"; // biome-ignore format: one header
  const rows = Array.from({ length: count }, (_, i) => {
    const n = from + i;
    return `sale-${n},Linen Grid Planner,${canaries.name},${canaries.email},,0,2026-10-${10 + (n % 20)},2026-10-${10 + (n % 20)} 10:00:00 UTC,29.0,0.0,,0.0,29.0,4.54,24.46,0.0,,,,,,Kenya,direct,0,0.0,0,0,0,0,,,0,0,0,lgpqr,${4000 + n}`;
  });
  const path = join(folder, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, `${header}\n${rows.join("\n")}\n`);
  return path;
}

/** Runs a command that must succeed and gives what it printed as JSON. */
export async function json<T>(dataDir: string, args: readonly string[], world: CliWorld = {}): Promise<T> {
  const said = await cli(dataDir, [...args, "--json"], world);
  if (said.code !== 0) throw new Error(`${args.join(" ")} ended with ${said.code}: ${said.err}${said.out}`);
  return JSON.parse(said.out) as T;
}

/** What the books hold, without the moment at which it was asked. */
export async function reportOf(dataDir: string, world: CliWorld = {}): Promise<unknown> {
  const { madeAt: _, ...figures } = await json<Record<string, unknown>>(dataDir, ["report", "--by", "product"], world);
  return figures;
}

/** Changes the database behind Millrace's back, every guard out of the way meanwhile and back in its place after. */
export function tamper(dataDir: string, change: (raw: RawSqlite) => void): void {
  const keys = loadMasterCandidates({ dataDir });
  const [master] = keys.ok ? keys.value.candidates : [];
  if (!master) throw new Error("no key to tamper with");
  const key = deriveKeys(master.secret).file.reveal();
  const raw = openRawSqlite({ path: join(dataDir, "millrace.db"), key, mustExist: true });
  try {
    raw.pragma("foreign_keys=0");
    const triggers = raw.prepare("SELECT name, sql FROM sqlite_schema WHERE type='trigger'").all() as {
      name: string;
      sql: string;
    }[];
    for (const { name } of triggers) raw.exec(`DROP TRIGGER ${name}`);
    change(raw);
    for (const { sql } of triggers) raw.exec(sql);
  } finally {
    raw.close();
  }
}

/** Every file below a folder. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

/** The files below a folder in whose bytes one of the words stands, in any of the usual spellings. */
export function filesTelling(folder: string, words: readonly string[]): readonly string[] {
  const spellings = words.flatMap((word) => {
    const bytes = Buffer.from(word, "utf8");
    return [bytes, Buffer.from(word, "utf16le"), bytes.toString("hex"), bytes.toString("base64url").slice(0, -1)];
  });
  return filesBelow(folder).filter((path) => {
    const content = readFileSync(path);
    return spellings.some((spelling) => content.includes(spelling));
  });
}

/** All that some commands said. */
export const wordsOf = (said: readonly Said[]): string => said.map(({ out, err }) => out + err).join("\n");
