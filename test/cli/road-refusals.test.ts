import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cli } from "../support/command-line.ts";
import { temporaryFolder } from "../support/installation.ts";
import { json } from "../support/owner-shop.ts";

const folder = temporaryFolder();
const dataDir = join(folder.path, "data");

beforeAll(async () => {
  await json(dataDir, ["init", "--currency", "USD", "--time-zone", "UTC"]);
});
afterAll(() => folder.remove());

/** What is typed, the exit code, and what the one sentence must tell. */
const cases: readonly (readonly [line: string, code: 1 | 2, told: RegExp])[] = [
  ["accounts show nope", 2, /^Millrace cannot connect to "nope"\. Nothing was changed\./],
  ["accounts check gumroad", 1, /gumroad|Gumroad/],
  ["accounts rotate nope", 2, /cannot connect to "nope"/],
  ["connect gumroad --paste", 2, /^--paste goes with --oauth\./],
  ["connect gumroad --oauth --token-file t", 2, /--token-file cannot go with it/],
  ["autonomy nope", 2, /^There is no kind of action "nope"\. Nothing was changed\./],
  ["autonomy listing.pric", 2, /Did you mean listing\.price\?/],
  ["autonomy --level act", 2, /^Which kind of act is meant\? Nothing was changed\./],
  ["autonomy listing.price --per-day -1", 2, /"-1" is no number of actions a day/],
  ["autonomy listing.price --cost-per-day 5.555", 2, /more than the 2 decimals/],
  ["autonomy listing.price --level free", 2, /--level does not take "free"/],
  ["autonomy listing.price --live --dry", 2, /cannot be given together/],
  ["stop everywhere", 2, /nothing called "everywhere" to stop\. Nothing was changed\./],
  ["go nowhere", 2, /nothing called "nowhere"/],
  ["compliance fact nope 1", 2, /^"nope" is no fact that you can state/],
  ["compliance fact price.floor cheap", 2, /It is a whole number/],
  ["compliance fact price.floor 900 --about nothing", 2, /^No product "nothing" is known\. Nothing was changed\./],
  ["compliance --from 2026-13-01", 2, /2026-13-01/],
  ["actions show zzzz", 2, /^There is no action "zzzz"/],
  ["actions settle zzzz maybe --evidence seen", 2, /^<was> does not take "maybe"\. Say done or failed\. /],
  ["actions --limit 0", 2, /--limit does not take "0"/],
  ["actions --kind refund", 2, /^There is no kind of action "refund"/],
  ["approve zzzz", 2, /^There is no action "zzzz"/],
  ["reject zzzz", 2, /^There is no action "zzzz"/],
  ["refund zzzz --yes", 1, /^No sale "zzzz" is in the books/],
  ["resolve 9", 2, /^There is no step "9"\. Nothing was changed\./],
  ["steps cancel x", 2, /^There is no step "x"/],
  ["alerts ack 9", 2, /^There is no alert "9"/],
  ["alerts quiet 9 --hours 0", 2, /--hours must be a whole number/],
  ["sinks add pigeon", 2, /cannot send messages to "pigeon"/],
  ["sinks add slack --set url=https://x", 2, /is a secret/],
  ["sinks add slack --set colour=red", 2, /^Slack has no field "colour"\. All it needs is secret/],
  ["sinks change own-log --quiet at-night", 2, /^"at-night" cannot be quiet hours: it is not written as 22:00-07:00\./],
  ["sinks remove own-log", 1, /is always there/],
  ["strategies show nope", 2, /^There is no strategy "nope"/],
  ["strategies set payout-reminder slackDays 900", 2, /must be a whole number from 1 to 60\. Nothing was changed/],
];

describe("what cannot be done on the road out", () => {
  it.each(cases)("%s: ends with %i and one sentence, and nothing is half written", async (line, code, told) => {
    const before = await json(dataDir, ["audit", "show", "--limit", "1"]);
    const said = await cli(dataDir, line.split(" "), { columns: 200 });
    expect({ code: said.code, out: said.out }).toEqual({ code, out: "" });
    expect(said.err).toMatch(told);
    expect(said.err.trimEnd().split("\n")).toHaveLength(1);
    expect(await json(dataDir, ["audit", "show", "--limit", "1"])).toEqual(before);
  });
});
