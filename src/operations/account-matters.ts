import type { Millis } from "../base/clock.ts";
import { parseIsoTime } from "../domain/time/iso-time.ts";
import { momentName } from "../domain/time/written.ts";
import type { AccountStatus } from "./account-status.ts";
import type { Matter } from "./matter.ts";

/** Access that must be given anew within this time is told. */
const soonMs = 14 * 24 * 3_600_000;

/** Accounts whose access ends soon, so that nothing stops by surprise. Moments are told on the clocks of `zone`. */
export function accountMatters(accounts: readonly AccountStatus[], now: Millis, zone: string): readonly Matter[] {
  return accounts.flatMap(({ title, account, platform, endsAt, paused }) => {
    const ends = endsAt === null ? undefined : parseIsoTime(endsAt);
    // What has ended is told with what could not be read for it.
    if (ends === undefined || ends <= now || ends - now > soonMs || paused) return [];
    const name = account === null ? title : `${title} (${account})`;
    return [
      {
        code: "access-ends-soon",
        sentence: `The access to ${name} ends on ${momentName(ends, zone)}.`,
        fix: `\`millrace connect ${platform} --oauth\` asks for consent anew; nothing is lost meanwhile.`,
      },
    ];
  });
}
