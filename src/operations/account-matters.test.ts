import { describe, expect, it } from "vitest";
import { isoTime } from "../domain/time/iso-time.ts";
import { accountMatters } from "./account-matters.ts";
import type { AccountStatus } from "./account-status.ts";

const now = Date.UTC(2026, 10, 20, 9);
const dayMs = 86_400_000;

function ending(inDays: number | undefined, more: Partial<AccountStatus> = {}): AccountStatus {
  return {
    platform: "etsy",
    title: "Etsy",
    status: "verified",
    reason: null,
    id: "1",
    account: "Mopul",
    accountId: "7",
    paused: false,
    way: "consent",
    scopes: [],
    mayDo: null,
    givenAt: null,
    checkedAt: null,
    triedAt: null,
    trouble: null,
    renewedAt: null,
    expiresAt: null,
    endsAt: inDays === undefined ? null : isoTime(now + inDays * dayMs),
    ...more,
  };
}

describe("access that ends", () => {
  it("is told two weeks before, with the day on the owner's clocks and what to do", () => {
    const [matter] = accountMatters([ending(13)], now, "Africa/Nairobi");
    expect(matter).toEqual({
      code: "access-ends-soon",
      sentence: "The access to Etsy (Mopul) ends on 3 Dec 2026 12:00.",
      fix: expect.stringContaining("millrace connect etsy --oauth"),
    });
  });

  it.each([
    ["much later", ending(15)],
    ["never", ending(undefined)],
    ["of an account that is paused", ending(3, { paused: true })],
    ["that has ended, which what could not be read tells", ending(-1)],
  ])("is not told: %s", (_, account) => {
    expect(accountMatters([account], now, "UTC")).toEqual([]);
  });
});
