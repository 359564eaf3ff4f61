import type { AlertKind } from "../domain/alert/observation.ts";
import { ruleFilesKey } from "../domain/alert/watch-compliance.ts";
import { withLocalMoments } from "../domain/time/written.ts";
import { openAlerts } from "../store/alert.ts";
import type { Store } from "../store/handle.ts";
import type { Matter } from "./matter.ts";

/** What the status tells from the books themselves, at once: the alerts about it would say it a second time. */
const toldElsewhere: readonly AlertKind[] = ["account", "source", "clock", "records", "job", "backup"];

/** Open alerts as matters, on the clocks of `zone`. */
export async function alertMatters(store: Store, zone: string): Promise<readonly Matter[]> {
  return (await openAlerts(store))
    .filter(
      ({ key, acknowledgedAt }) =>
        acknowledgedAt === undefined &&
        key !== ruleFilesKey &&
        !toldElsewhere.some((kind) => key.startsWith(`${kind}/`)),
    )
    .map(({ id, key, title, lines }) => ({
      code: `alert-${key.split("/")[0]}`,
      sentence: withLocalMoments([title, ...lines].join(" "), zone),
      fix: `\`millrace alerts ack ${id}\` says that you know.`,
    }));
}
