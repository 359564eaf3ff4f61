import { describe, expect, it } from "vitest";
import { limits } from "../../base/limits.ts";
import type { Sighting } from "../../domain/facts/sighting.ts";
import { currencyExponent } from "../../domain/money/currency.ts";
import { dayMs } from "../../domain/time/civil.ts";
import type { Connector, PingMessage, PulledRecord, Stream } from "../connector.ts";
import type { Connection } from "./connection.ts";
import { type ConnectorCase, connected, expectNoSecret } from "./connector-case.ts";
import { conformFailures } from "./connector-failures.ts";
import type { Answering } from "./recorded-server.ts";
import { pull, walk } from "./walk.ts";

/** The suite that every connector passes. Call it once from `conformance.test.ts`. */
export function conformConnector(subject: ConnectorCase): void {
  const { connector } = subject;
  describe(`the ${connector.title} connector`, () => {
    it("is described so that a person can connect it and the engine can plan it", () => described(connector));
    it("tells whose account it is, and shows no secret doing so", () => identifies(subject));
    for (const stream of connector.streams) conformStream(subject, stream);
    conformFailures(subject);
    if (connector.pings && subject.ping) conformPings(subject, subject.ping);
  });
}

function described(connector: Connector): void {
  expect(connector.id).toMatch(/^[a-z0-9-]{1,40}$/);
  expect(connector.baseUrl).toMatch(/^https:\/\/[^?#]*[^/?#]$/);
  expect(connector.sandboxPath).toMatch(/^(\/[^?#]*[^/?#])?$/);
  for (const field of connector.credentials) {
    expect(field.env).toMatch(/^MILLRACE_[A-Z0-9_]+$/);
    expect(field.help).not.toBe("");
  }
  const ids = connector.streams.map((stream) => stream.id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { looks } of connector.streams) {
    expect(new Set(looks.map((look) => look.name)).size).toBe(looks.length);
    expect(looks.length).toBeGreaterThan(0);
    for (const look of looks) expect(look.cron.split(" ")).toHaveLength(5);
  }
}

function identifies(subject: ConnectorCase): Promise<void> {
  return connected(subject, async ({ context, requests }) => {
    const account = await subject.connector.identify(context);
    expect(account).toMatchObject({ ok: true, value: { id: subject.accountId } });
    expectNoSecret(subject, account);
    for (const request of requests) expectNoSecret(subject, request.url);
  });
}

function conformStream(subject: ConnectorCase, stream: Stream): void {
  it(`${stream.title}: reads to the end, twice the same, without a secret in an address`, () =>
    connected(subject, async ({ context, requests }) => {
      const first = await walk(stream, context);
      expect(first.records.length).toBeGreaterThan(0);
      expect(first.rejected).toEqual([]);
      for (const request of requests) expectNoSecret(subject, request.url);
      expect(tellAll((await walk(stream, context)).records)).toEqual(tellAll(first.records));
    }));

  it(`${stream.title}: a place in the list leads to the same records when it is asked for again`, () =>
    connected(subject, async ({ context }) => {
      for (const { cursor, page } of (await walk(stream, context)).pages) {
        const again = await pull(stream, context, cursor === undefined ? {} : { cursor });
        expect(tellAll(again.records)).toEqual(tellAll(page.records));
        expect(again.next).toBe(page.next);
      }
    }));

  it(`${stream.title}: records have ids of their own, whole amounts with a currency, and the text as it was written`, () => {
    const bodies: string[] = [];
    const answering: Answering = (request) => {
      const answer = subject.healthy(request);
      bodies.push(answer.body);
      return answer;
    };
    return connected(subject, ({ context }) => sound(stream, context, bodies), { answering });
  });

  it(`${stream.title}: one record that cannot be understood is put aside with a reason, and the rest go on`, () =>
    spoiltPage(subject, stream));

  it(`${stream.title}: what is needed since a moment all comes, from the newest to the oldest where it says so`, () =>
    connected(subject, ({ context }) => since(stream, context)));

  if (stream.fetch) {
    it(`${stream.title}: one record by its id is the same as in the list, and one that does not exist is none`, () =>
      connected(subject, async ({ context }) => {
        const [record] = (await walk(stream, context)).records;
        const found = await stream.fetch?.(context, record?.id ?? "");
        expect(found).toMatchObject({ ok: true, value: { record: { id: record?.id, sameness: record?.sameness } } });
        const none = await stream.fetch?.(context, "no-such-id");
        expect(none).toMatchObject({ ok: true });
        expect(none?.ok && none.value.record).toBeFalsy();
      }));
  }
}

async function sound(stream: Stream, context: Connection["context"], bodies: readonly string[]): Promise<void> {
  const { records } = await walk(stream, context);
  const ids = records.map((record) => record.id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const record of records) {
    expect(record.id).not.toBe("");
    expect(record.id.length).toBeLessThanOrEqual(limits.objectIdLengthMax);
    JSON.parse(record.raw);
    expect(bodies.some((body) => body.includes(record.raw))).toBe(true);
    for (const sighting of record.sightings) expectMoney(sighting);
    if (record.product) {
      expect(currencyExponent(record.product.currency)).toBeDefined();
      expect(["bigint", "undefined"]).toContain(typeof record.product.price);
    }
    for (const line of record.statement ?? []) expect(typeof line.net).toBe("bigint");
  }
}

const amountNames = new Set(["gross", "amount", "tax", "platformTax", "shipping", "affiliate", "refunded", "fee"]);

/** Amounts are whole, and whatever has one has a currency. */
function expectMoney(sighting: Sighting): void {
  const amounts = Object.entries(sighting).filter(([name]) => amountNames.has(name));
  for (const [, amount] of amounts) expect(typeof amount).toBe("bigint");
  if (amounts.length === 0 || sighting.kind === "conversion") return;
  expect(currencyExponent(sighting.currency ?? "")).toBeDefined();
}

async function spoiltPage(subject: ConnectorCase, stream: Stream): Promise<void> {
  const whole = await connected(subject, ({ context }) => walk(stream, context));
  let spoilt = false;
  const answering: Answering = (request) => {
    const answer = subject.healthy(request);
    if (spoilt || !subject.lists(stream.id, request)) return answer;
    spoilt = true;
    return { ...answer, body: subject.spoilt(stream.id, answer.body) };
  };
  const rest = await connected(subject, ({ context }) => walk(stream, context), { answering });
  expect(rest.rejected).toHaveLength(1);
  const [{ reason, raw } = { reason: "", raw: "" }] = rest.rejected;
  expect(reason).toMatch(/^[^.].*[^.]$/);
  expect(reason).not.toMatch(/undefined|\[object/);
  JSON.parse(raw);
  const kept = new Set(rest.records.map((record) => record.id));
  const lost = whole.records.filter((record) => !kept.has(record.id));
  expect(lost.length).toBeGreaterThan(0);
  expect(rest.records.length).toBe(whole.records.length - lost.length);
}

async function since(stream: Stream, context: Connection["context"]): Promise<void> {
  const { records } = await walk(stream, context);
  const moments = records.flatMap((record) => record.at ?? []);
  if (stream.newestFirst) expect(moments).toEqual([...moments].sort((a, b) => b - a));
  const middle = moments[Math.floor(moments.length / 2)];
  if (middle === undefined) return;
  const newer = await walk(stream, context, { since: middle });
  const given = new Set(newer.records.map((record) => record.id));
  const needed = records.filter((record) => record.at === undefined || record.at >= middle);
  expect(needed.filter((record) => !given.has(record.id))).toEqual([]);
  const older = await walk(stream, context, { until: middle });
  const oldIds = new Set(older.records.map((record) => record.id));
  expect(records.filter((record) => (record.at ?? middle) < middle && !oldIds.has(record.id))).toEqual([]);
  const beyond = await walk(stream, context, { since: middle + 400 * dayMs });
  expect(beyond.records.length).toBeLessThanOrEqual(records.length);
}

function conformPings(subject: ConnectorCase, ping: NonNullable<ConnectorCase["ping"]>): void {
  const read = (message: PingMessage) => subject.connector.pings?.read(message);
  const streams = new Set(subject.connector.streams.map((stream) => stream.id));

  it("takes a message as a hint where to look", () => {
    const hints = read(ping.own);
    expect(hints?.ok).toBe(true);
    for (const hint of hints?.ok ? hints.value : []) expect(streams).toContain(hint.stream);
    expect(subject.connector.pings?.howTo.join(" ")).toContain("{address}");
  });

  it("refuses a message about somebody else's account", () => {
    expect(read(ping.foreign)?.ok).toBe(false);
  });

  it("refuses junk in one clause instead of failing", () => {
    const { accountId } = subject;
    const types = ["application/x-www-form-urlencoded", "application/json", "", "text/plain"];
    const many = Array.from({ length: 10_000 }, (_, i) => `k${i}=1`).join("&");
    const deep = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
    const bodies = ["", "{", "null", "[]", "\u0000", "%%%=%", many, deep, "x".repeat(5_000_000)];
    for (const contentType of types) {
      for (const body of bodies) {
        const hints = read({ contentType, body, accountId });
        expect(hints?.ok).toBe(false);
        if (hints && !hints.ok) expect(hints.error).toMatch(/^[^\n.]{3,200}$/);
      }
    }
  });
}

function tellAll(records: readonly PulledRecord[]): readonly string[] {
  return records.map(({ id, raw, sameness }) => `${id} ${raw} ${sameness}`);
}
