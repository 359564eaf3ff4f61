import type { Connection } from "../store/connection.ts";

/** The name of an account in schedules and alerts: `gumroad`; a second one of a platform has its number: `gumroad-2`. */
export function connectionName(connection: Connection, all: readonly Connection[]): string {
  const first = all.find(({ platform }) => platform === connection.platform);
  return first && first.id !== connection.id ? `${connection.platform}-${connection.id}` : connection.platform;
}
