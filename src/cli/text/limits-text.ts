import { spanName } from "../../domain/alert/sizes.ts";
import { momentName } from "../../domain/time/written.ts";
import type { PlatformLimits } from "../../operations/limits.ts";
import type { Paint } from "./paint.ts";
import { table } from "./table.ts";

/** What is left of limits as a table; moments on the clocks of `zone`. */
export function limitsText(platforms: readonly PlatformLimits[], zone: string, width: number, paint: Paint): string {
  const head = [
    { title: "Platform" },
    { title: "Limit", mayShrink: true },
    { title: "Left", align: "right" as const },
    { title: "Of", align: "right" as const },
    { title: "Each" },
    { title: "Whole again" },
  ];
  const rows = platforms.flatMap(({ title, limits }) =>
    limits.map(({ name, permits, perMs, remaining, resetAt }) => [
      title,
      name,
      String(Math.max(0, Math.floor(remaining))),
      String(permits),
      spanName(perMs),
      remaining >= permits ? "now" : momentName(resetAt, zone),
    ]),
  );
  return table(head, rows, width, paint);
}
