import type { Problem } from "../base/problem.ts";
import { ok, type Result } from "../base/result.ts";
import { pingAddress } from "../intake/live/connections.ts";
import type { Book } from "../store/book.ts";
import type { Connection } from "../store/connection.ts";
import { findConnections } from "./find-connections.ts";
import { findConnector } from "./platforms.ts";
import type { Workplace } from "./workplace.ts";

/** Where a platform's messages about one account come to. */
export type MessageAddress = {
  readonly account: string;
  /** Below the engine's own address; a secret of the owner's, since whoever knows it can make Millrace look. */
  readonly path: string;
  /** The whole address; null where the engine has no public one, so that no platform can reach it. */
  readonly address: string | null;
  /** What the owner does at the platform, in sentences; empty where the platform sends no messages. */
  readonly howTo: readonly string[];
};

/** The addresses for messages of a platform's accounts; nothing is asked of the platform. Problems: those of `findConnections`. */
export async function messageAddresses(
  workplace: Workplace,
  book: Book,
  platform: string,
  publicUrl: string | undefined,
): Promise<Result<readonly MessageAddress[], Problem>> {
  const found = await findConnections(workplace, book, platform);
  return found.ok ? ok(found.value.map((one) => addressOf(workplace, one, publicUrl))) : found;
}

function addressOf({ platforms }: Workplace, one: Connection, publicUrl: string | undefined): MessageAddress {
  const connector = findConnector(platforms, one.platform);
  const pings = connector.ok ? connector.value.pings : undefined;
  const path = `/pings/${one.platform}/${pingAddress(one)}`;
  const address = publicUrl === undefined ? null : `${publicUrl.replace(/\/+$/, "")}${path}`;
  const howTo = (pings?.howTo ?? []).map((line) => line.replaceAll("{address}", address ?? path));
  return { account: one.name, path, address, howTo };
}
