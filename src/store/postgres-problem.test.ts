import { describe, expect, it } from "vitest";
import { ProblemError } from "../base/problem.ts";
import { openPostgres, type ServerFacts, unfitServer } from "./open-postgres.ts";
import { commitUnknown, isConnectionLoss, translatePostgresError } from "./postgres-problem.ts";

const failure = (code: string, message = "as the server puts it"): Error => Object.assign(new Error(message), { code });

type Case = readonly [what: string, cause: Error, code: string];
const told: readonly Case[] = [
  ["a server that does not listen", failure("ECONNREFUSED"), "database-unreachable"],
  ["a name that is not known", failure("ENOTFOUND"), "database-unreachable"],
  [
    "every address of a name refused",
    new AggregateError([failure("ECONNREFUSED"), failure("ECONNREFUSED")]),
    "database-unreachable",
  ],
  ["a server that takes too long", new Error("timeout exceeded when trying to connect"), "database-unreachable"],
  ["a server that is starting", failure("57P03"), "database-unreachable"],
  ["a connection cut by the network", failure("ECONNRESET"), "database-connection-lost"],
  ["a connection cut without a code", new Error("Connection terminated unexpectedly"), "database-connection-lost"],
  ["a server that shuts down", failure("57P01"), "database-connection-lost"],
  ["a broken protocol", failure("08P01"), "database-connection-lost"],
  ["a wrong password", failure("28P01"), "database-login"],
  ["a user who may not come from here", failure("28000"), "database-login"],
  ["a database that is not there", failure("3D000"), "database-missing"],
  ["a missing right", failure("42501"), "database-rights"],
  ["a full disk", failure("53100"), "database-full"],
  ["no memory", failure("53200"), "database-no-memory"],
  ["no connection left", failure("53300"), "database-connections"],
  ["a read-only server", failure("25006"), "database-readonly"],
  ["a lock that is not given", failure("55P03"), "database-busy"],
  ["a deadlock", failure("40P01"), "database-busy"],
  ["damage on its disk", failure("XX001"), "database-corrupt"],
  ["a certificate nobody vouches for", failure("DEPTH_ZERO_SELF_SIGNED_CERT"), "database-tls"],
  ["a server without TLS", new Error("The server does not support SSL connections"), "database-tls"],
];

describe("what PostgreSQL refuses", () => {
  it.each(told)("%s is told in one sentence with what to do", (_what, cause, code) => {
    const translated = translatePostgresError(cause, "db.example:5432/books");
    expect(translated).toBeInstanceOf(ProblemError);
    const { problem } = translated as ProblemError;
    expect(problem).toMatchObject({
      code,
      sentence: expect.stringMatching(/^[^\n]+db\.example[^\n]+\.$/),
      fix: expect.any(String),
    });
  });

  it("and is not known here is left as it is, and so is what was told already", () => {
    const guard = failure("P0001", "append-only");
    expect(translatePostgresError(guard, "x")).toBe(guard);
    const once = translatePostgresError(failure("53100"), "x");
    expect(translatePostgresError(once, "y")).toBe(once);
    expect(translatePostgresError("text", "x")).toBe("text");
  });

  it("is a loss of connection only when the connection is gone", () => {
    expect(
      [failure("ECONNRESET"), failure("ECONNREFUSED"), failure("53100"), new Error("other")].map(isConnectionLoss),
    ).toEqual([true, true, false, false]);
    expect(isConnectionLoss(translatePostgresError(failure("57P01"), "x"))).toBe(true);
    expect(commitUnknown(new Error(), "x").problem).toMatchObject({
      code: "database-commit-unknown",
      kept: expect.stringContaining("whole or not at all"),
    });
  });
});

describe("a PostgreSQL server", () => {
  const good: ServerFacts = {
    version: 150_004,
    encoding: "UTF8",
    standBy: false,
    user: "u",
    superuser: false,
    appendOnly: true,
    durable: true,
  };
  it("is used from version 15 on", () => {
    expect(unfitServer(good, "x")).toBeUndefined();
    expect(unfitServer({ ...good, version: 149_999 }, "x")).toMatchObject({
      code: "database-old",
      sentence: expect.stringContaining("version 14; Millrace needs 15"),
    });
  });

  it("that stores no Unicode, or only repeats another, is not used", () => {
    expect(unfitServer({ ...good, encoding: "SQL_ASCII" }, "x")).toMatchObject({ code: "database-encoding" });
    expect(unfitServer({ ...good, standBy: true }, "x")).toMatchObject({ code: "database-readonly" });
  });

  it("that is away is told by host and database, without user and password", async () => {
    // Port 9 (discard) on this machine: nobody listens there.
    const opening = openPostgres({ url: "postgres://anna:hunter2-secret@127.0.0.1:9/books" });
    const cause: unknown = await opening.then(
      () => "opened",
      (error: unknown) => error,
    );
    expect(cause).toMatchObject({
      problem: { code: "database-unreachable", sentence: expect.stringContaining("127.0.0.1:9/books") },
    });
    expect(JSON.stringify((cause as ProblemError).problem)).not.toMatch(/anna|hunter2/);
  });

  it.each(["", "books", "mysql://u@h/d", "postgres//h/d", "http://h/d"])(
    "is not looked for at the address %j",
    async (url) => {
      await expect(openPostgres({ url })).rejects.toMatchObject({ problem: { code: "database-url" } });
    },
  );
});
