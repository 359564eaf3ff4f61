import type { Millis } from "../base/clock.ts";
import type { Connection } from "../store/connection.ts";
import type { Handle, Tx } from "../store/handle.ts";
import { readSetting, removeSetting, writeSetting } from "../store/setting.ts";

/** When somebody paused a connection, who (as the audit record names them) and, in their words, why. */
export type PauseNote = { readonly at: Millis; readonly by: string; readonly why: string };

const key = ({ id }: Pick<Connection, "id">): string => `pause/${id}`;

/** Keeps it, in the commit of the pause. */
export async function notePause(tx: Tx, connection: Pick<Connection, "id">, note: PauseNote): Promise<void> {
  await writeSetting(tx, key(connection), JSON.stringify(note));
}

/** Forgets it: the connection goes on, or is gone. */
export async function endPause(tx: Tx, connection: Pick<Connection, "id">): Promise<void> {
  await removeSetting(tx, key(connection));
}

/** What is known of a pause; undefined for one that is older than these notes. */
export async function pauseNote(handle: Handle, connection: Pick<Connection, "id">): Promise<PauseNote | undefined> {
  const text = await readSetting(handle, key(connection));
  return text === undefined ? undefined : (JSON.parse(text) as PauseNote);
}
