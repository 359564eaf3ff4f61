import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addSinkPlace } from "../../src/operations/sinks.ts";
import { localCertificate } from "../../src/sinks/smtp/testing/local-certificate.ts";
import { account, type MailServer, openMailServer } from "../../src/sinks/smtp/testing/mail-server.ts";
import { type AlertWorld, addSlack, openAlertWorld } from "../support/alert-world.ts";

const dayMs = 86_400_000;
let world: AlertWorld;
let mail: MailServer;

beforeAll(async () => {
  mail = await openMailServer();
  world = await openAlertWorld("*/30 * * * *");
});
afterAll(async () => {
  await world.close();
  await mail.close();
});

describe("a mail server as a place for messages", () => {
  it("gets the test, serious alerts and each day's headline, encrypted, to whom the owner said", async () => {
    const settings = {
      host: "localhost",
      port: String(mail.port),
      user: account.user,
      password: account.password,
      from: "millrace@example.com",
      to: "owner@example.com",
      certificate: localCertificate.cert,
    };
    const kind = world.workplace.sinks.kinds.find(({ title }) => title === "E-mail")?.id ?? "";
    const asked = { name: "mail", settings, least: "serious", reports: true } as const;
    expect(await addSinkPlace(world.workplace, kind, asked)).toMatchObject({ ok: true });
    await addSlack(world);
    world.sell();
    await world.connect();
    await world.only("watch", "gumroad-sales-recent", "daily-report");
    world.machine = { ...world.machine, disk: () => ({ freeBytes: 100e6, totalBytes: 100e9 }) };
    await world.pass(dayMs);
    const subjects = mail.arrived.map((one) => one.mail.subject ?? "");
    expect(subjects[0]).toContain("Millrace can reach you here.");
    expect(subjects.some((text) => text.includes("The disk is nearly full."))).toBe(true);
    expect(subjects.filter((text) => text === "Earned on 20 Nov 2026: 24.46 USD.")).toHaveLength(1);
    expect(mail.arrived.every(({ secure, receivers }) => secure && receivers.join() === "owner@example.com")).toBe(
      true,
    );
    // Slack is told of the disk, but wanted no reports.
    const shown = world.sinks.slack.received.map((one) => one.shown.join("\n"));
    expect(shown.some((text) => text.includes("Earned on"))).toBe(false);
  });
});
