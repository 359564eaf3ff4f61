import { describe, expect, it } from "vitest";
import { fixedClock } from "../../base/clock.ts";
import { networkTransport } from "../../base/egress/network-transport.ts";
import { silentLog } from "../../base/log.ts";
import { seededRandom } from "../../base/random.ts";
import type { Message } from "../../spec/sink.ts";
import { openSink } from "../../spec/sink-kit/open-sink.ts";
import { shareable } from "../../spec/sink-kit/shareable.ts";
import { sinkSuite } from "../../spec/testing/sink-suite.ts";
import { sink } from "./sink.ts";
import { localCertificate } from "./testing/local-certificate.ts";
import { type ArrivedMail, account, type MailServer, openMailServer } from "./testing/mail-server.ts";

const settingsFor = (server: MailServer, more: Readonly<Record<string, string>> = {}) => ({
  host: "127.0.0.1",
  port: String(server.port),
  certificate: localCertificate.cert,
  from: "millrace@example.com",
  to: "ann@example.com",
  ...account,
  ...more,
});

/** What a mail program shows; `part` tells which of the two texts. */
function shown({ mail }: ArrivedMail): string {
  const html = (mail.html ?? "")
    .replace(/<title>.*?<\/title>/s, "")
    .replace(/<a href="([^"]*)">/g, "$1 ")
    .replace(/<[^>]*>/g, "")
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
  // Both have to say the same: what is missing in one of them is missing.
  const inHtml = html.split("\n").map((line) => line.trim());
  const lines = (mail.text ?? "")
    .split("\n")
    .filter((line) => line.startsWith("Open in") || inHtml.includes(line.trim()));
  return lines.join("\n");
}

sinkSuite(sink, async () => {
  const server = await openMailServer();
  return {
    settings: settingsFor(server),
    seen: () => server.arrived.map(shown),
    fail: server.fail,
    runs: 6,
    close: server.close,
  };
});

const clock = fixedClock(Date.UTC(2026, 10, 21, 12));
const plain = (text: string): string => text;

async function mailed(
  server: MailServer,
  settings: Readonly<Record<string, string>> = {},
  parts: Partial<Message> = {},
  sandbox?: string,
) {
  const opened = openSink(sink, {
    name: "mail",
    settings: settingsFor(server, settings),
    transport: networkTransport(),
    clock,
    random: seededRandom(1n),
    log: silentLog,
    ...(sandbox === undefined ? {} : { sandbox }),
  });
  if (!opened.ok) throw new Error(opened.error.sentence);
  const message: Message = { key: "k", about: "alert", at: clock.now(), title: "T", lines: ["L"], ...parts };
  return opened.value.send(shareable(message, plain));
}

async function withServer(use: (server: MailServer) => Promise<void>, ...how: Parameters<typeof openMailServer>) {
  const server = await openMailServer(...how);
  try {
    await use(server);
  } finally {
    await server.close();
  }
}

describe("a mail", () => {
  it("goes through STARTTLS with the owner's password", async () => {
    await withServer(async (server) => {
      expect((await mailed(server)).ok).toBe(true);
      expect(server.arrived[0]).toMatchObject({ secure: true, user: account.user, receivers: ["ann@example.com"] });
    });
  });

  it("goes through a connection that is encrypted from the start", async () => {
    await withServer(
      async (server) => {
        expect((await mailed(server, { encryption: "tls" })).ok).toBe(true);
        expect(server.arrived[0]).toMatchObject({ secure: true, user: account.user });
      },
      { secure: true },
    );
  });

  it("is not sent when the server offers no encryption, and neither is the password", async () => {
    await withServer(
      async (server) => {
        const result = await mailed(server);
        expect(result).toMatchObject({ ok: false, error: { kind: "fatal", code: "no-encryption" } });
        expect(server.arrived).toEqual([]);
      },
      { disabledCommands: ["STARTTLS"], allowInsecureAuth: true },
    );
  });

  it("is not sent to a server that cannot prove who it is", async () => {
    await withServer(async (server) => {
      const result = await mailed(server, { certificate: "" });
      expect(result).toMatchObject({ ok: false, error: { kind: "fatal", code: "certificate" } });
      expect(server.arrived).toEqual([]);
    });
  });

  it("goes in the open to a mail server on this machine, if the owner says so, and nowhere else", async () => {
    await withServer(
      async (server) => {
        expect((await mailed(server, { encryption: "none", user: "", password: "" })).ok).toBe(true);
        expect(server.arrived[0]).toMatchObject({ secure: false });
        await expect(mailed(server, { encryption: "none", host: "mail.example.com" })).rejects.toThrow(
          "on this machine",
        );
      },
      { disabledCommands: ["STARTTLS", "AUTH"] },
    );
  });

  it("never leaves this machine in a sandbox", async () => {
    await withServer(async (server) => {
      const sandbox = "http://127.0.0.1:9";
      expect(await mailed(server, { host: "mail.example.com" }, {}, sandbox)).toMatchObject({
        error: { code: "sandbox" },
      });
      expect((await mailed(server, {}, {}, sandbox)).ok).toBe(true);
    });
  });

  it("says which password was wrong without saying the password", async () => {
    await withServer(async (server) => {
      const result = await mailed(server, { password: "wrong-password-1" });
      expect(result).toMatchObject({ ok: false, error: { kind: "auth", code: "password", status: 535 } });
      expect(JSON.stringify(result)).not.toContain("wrong-password-1");
    });
  });

  it("reaches the receivers that exist and tells of the one that does not", async () => {
    await withServer(
      async (server) => {
        const result = await mailed(server, { to: "ann@example.com, gone@example.com" });
        expect(result).toMatchObject({ ok: true, value: { note: "The mail server refused 1 of 2 receivers." } });
        expect(await mailed(server, { to: "gone@example.com" })).toMatchObject({
          error: { kind: "fatal", status: 550 },
        });
      },
      {},
      ["gone@example.com"],
    );
  });

  it("cannot be reached where nothing listens", async () => {
    const server = await openMailServer();
    await server.close();
    expect(await mailed(server)).toMatchObject({ ok: false, error: { kind: "transient", code: "connection" } });
  });

  it("has the headers that filters, threads and holiday answers go by", async () => {
    await withServer(async (server) => {
      const parts = { key: "k1", thread: "account/gumroad", severity: "serious" as const, title: "Ünïcode 🎉" };
      await mailed(server, {}, parts);
      await mailed(server, {}, { ...parts, key: "k2" });
      const [first, second] = server.arrived.map((one) => one.mail);
      const header = (name: string) => first?.headers.find((one) => one.key === name)?.value;
      expect(first?.subject).toBe("Serious: Ünïcode 🎉");
      expect(first?.from).toMatchObject({ name: "Millrace", address: "millrace@example.com" });
      expect(first?.date).toBe("2026-11-21T12:00:00.000Z");
      expect(header("auto-submitted")).toBe("auto-generated");
      expect(header("list-id")).toBe("Millrace alerts <alerts.millrace.example.com>");
      expect(header("importance")).toBe("high");
      expect(header("x-mailer")).toBeUndefined();
      expect(first?.references).toBe(second?.references);
      expect(first?.messageId).not.toBe(second?.messageId);
    });
  });

  it("has the same id at each attempt, so that mail programs show it once", async () => {
    await withServer(async (server) => {
      await mailed(server);
      clock.advance(60_000);
      await mailed(server);
      const [first, second] = server.arrived.map((one) => one.mail.messageId);
      expect(first).toMatch(/^<[0-9a-f]{32}@example\.com>$/);
      expect(second).toBe(first);
    });
  });

  it("lets no title add a header, a receiver or a line of its own", async () => {
    await withServer(async (server) => {
      const title = "A\r\nBcc: eve@example.com\r\n\r\n.\r\nRCPT TO:<eve@example.com>";
      await mailed(server, {}, { title, lines: [".\r\n.\r\nQUIT", "."] });
      const { mail, receivers } = server.arrived[0] ?? { mail: undefined, receivers: [] };
      expect(receivers).toEqual(["ann@example.com"]);
      expect(mail?.headers.map((one) => one.key)).not.toContain("bcc");
      expect(mail?.subject).toContain("A Bcc: eve@example.com");
      expect(server.arrived).toHaveLength(1);
    });
  });
});

describe("mail settings", () => {
  const wrong: readonly (readonly [what: string, settings: Readonly<Record<string, string>>, said: string])[] = [
    ["a sender with a line end", { from: "a@example.com\r\nBcc: b@example.com" }, '"From" must be'],
    ["a sender with a name", { from: "Ann <a@example.com>" }, '"From" must be'],
    ["no address among the receivers", { to: "a@example.com, b" }, '"To" must be'],
    ["eleven receivers", { to: Array.from({ length: 11 }, (_, i) => `a${i}@example.com`).join(",") }, '"To" must be'],
    ["a port that is none", { port: "70000" }, '"Port" must be'],
    ["a host with a path", { host: "mail.example.com/x" }, '"Mail server" must be'],
    ["a user name without its password", { password: "" }, "go together"],
    ["an encryption nobody knows", { encryption: "ssl" }, '"Encryption" must be one of starttls, tls, none'],
  ];
  it.each(wrong)("refuse %s", (_, settings, said) => {
    const base = { host: "mail.example.com", from: "a@example.com", to: "b@example.com", user: "u", password: "p" };
    const opened = openSink(sink, {
      name: "mail",
      settings: { ...base, ...settings },
      transport: networkTransport(),
      clock,
      random: seededRandom(1n),
      log: silentLog,
    });
    expect(opened.ok ? "" : opened.error.sentence).toContain(said);
  });
});
