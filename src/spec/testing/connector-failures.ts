import { describe, expect, it } from "vitest";
import type { Failure, FailureKind } from "../../base/egress/failure.ts";
import type { Result } from "../../base/result.ts";
import type { Connection } from "./connection.ts";
import { type ConnectorCase, connected, expectNoSecret } from "./connector-case.ts";
import type { RecordedAnswer } from "./recorded-server.ts";
import { failureOf } from "./walk.ts";

const half = '{"success": true, "list": [{"id": "a", "name": "b';

/** What can come instead of an answer, and what it is. The secret is repeated in each, as some services do. */
function troubles(secret: string): readonly (readonly [string, FailureKind, RecordedAnswer])[] {
  const page = `<!DOCTYPE html><html><body>Bearer ${secret}</body></html>`;
  const html = { "content-type": "text/html" };
  return [
    ["an access token that is refused", "auth", { status: 401, body: "" }],
    ["an access token that may not do this", "auth", { status: 403, body: "" }],
    [
      "too many requests",
      "rate-limit",
      { status: 429, body: `Retry later ${secret}`, headers: { "retry-after": "7" } },
    ],
    ["trouble of the platform's own", "transient", { status: 500, body: page, headers: html }],
    ["a gateway that finds nobody", "transient", { status: 502, body: page, headers: html }],
    ["a service that is closed for the moment", "transient", { status: 503, body: secret }],
    ["a web page instead of data", "transient", { body: page, headers: html }],
    ["an answer that is cut off on its way", "transient", { body: half.repeat(2_000), cut: true }],
    ["data that ends in the middle", "transient", { body: half }],
    ["an empty answer", "transient", { body: "" }],
    ["something else than data", "transient", { body: `token=${secret}`, headers: { "content-type": "text/plain" } }],
    ["data of another shape", "fatal", { body: "[1, 2, 3]" }],
    ["data without what was asked for", "fatal", { body: JSON.stringify({ nothing: secret }) }],
    ["a call that is refused as wrong", "fatal", { status: 422, body: JSON.stringify({ message: secret }) }],
    ["an address that has moved", "fatal", { status: 302, body: "", headers: { location: "http://127.0.0.1:9/" } }],
    ["no answer at all", "transient", { body: "", hangs: true }],
  ];
}

/** Everything that can go wrong becomes the failure that it is, in a sentence that names the platform and no secret. */
export function conformFailures(subject: ConnectorCase): void {
  const secret = Object.values(subject.credentials)[0] ?? "";
  describe("when something goes wrong", () => {
    it.each(troubles(secret))("%s is %s", async (_, kind, answer) => {
      await connected(subject, ({ context }) => eachFails(subject, kind, context), {
        answering: () => answer,
        patienceMs: 60,
      });
    });

    it("ends without a record when it is stopped", async () => {
      const stop = new AbortController();
      stop.abort(new Error("stopped"));
      await connected(subject, ({ context }) => eachFails(subject, "transient", context), { signal: stop.signal });
    });
  });
}

async function eachFails(subject: ConnectorCase, kind: FailureKind, context: Connection["context"]): Promise<void> {
  const { connector } = subject;
  expectFailure(subject, kind, failed(await connector.identify(context)));
  for (const stream of connector.streams) {
    expectFailure(subject, kind, await failureOf(stream, context));
    if (stream.fetch) expectFailure(subject, kind, failed(await stream.fetch(context, "some-id")));
  }
}

function failed(result: Result<unknown, Failure>): Failure {
  if (result.ok) throw new Error("it worked");
  return result.error;
}

function expectFailure(subject: ConnectorCase, kind: FailureKind, failure: Failure): void {
  expect(failure).toMatchObject({ kind });
  expect(failure.sentence).toContain(subject.connector.title);
  expect(failure.sentence).toMatch(/^[A-Z][^\n]*\.$/);
  expectNoSecret(subject, failure);
  if (kind === "rate-limit") expect(failure.retryAt).toBeDefined();
}
