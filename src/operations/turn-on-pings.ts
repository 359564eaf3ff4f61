import { pingAddress } from "../intake/live/connections.ts";
import type { Book } from "../store/book.ts";
import type { Connection } from "../store/connection.ts";
import { openLive } from "./open-live.ts";
import type { Workplace } from "./workplace.ts";

/** How a platform's messages reach this engine. */
export type PingsState = {
  readonly state: "on" | "by-hand" | "off";
  /** For people. */
  readonly sentence: string;
  /** The address that messages come to; a secret of the owner's, since whoever knows it can make Millrace look. */
  readonly address: string | null;
  readonly howTo: readonly string[];
};

/**
 * Asks the platform to send its messages here, where it can be asked and this engine has a public address. Without
 * them everything is found by schedule, only later.
 */
export async function turnOnPings(
  workplace: Workplace,
  book: Book,
  connection: Connection,
  publicUrl: string | undefined,
): Promise<PingsState> {
  const live = await openLive(workplace, book, connection, undefined, "ask for messages");
  const off = { state: "off", address: null, howTo: [] } as const;
  if (!live.ok || !live.value.connector.pings) return { ...off, sentence: "New sales are found by schedule." };
  const { connector, context } = live.value;
  if (publicUrl === undefined) {
    const sentence = `New sales are found every hour. With MILLRACE_PUBLIC_URL set, ${connector.title} tells of them at once.`;
    return { ...off, sentence };
  }
  const address = `${publicUrl.replace(/\/+$/, "")}/pings/${connector.id}/${pingAddress(connection)}`;
  const howTo = (connector.pings?.howTo ?? []).map((line) => line.replaceAll("{address}", address));
  const asked = await connector.pings?.subscribe?.(context, address);
  if (asked?.ok) return { state: "on", address, howTo, sentence: `${connector.title} tells of new sales at once.` };
  const why = asked ? `${asked.error.sentence} ` : "";
  return {
    state: "by-hand",
    address,
    howTo,
    sentence: `${why}Until ${connector.title} is told the address by hand, new sales are found every hour.`,
  };
}
