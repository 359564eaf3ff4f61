import { deriveKeys } from "../vault/installation-keys.ts";
import type { Rotation, RotationReport } from "./rotation.ts";
import { promote } from "./unfinished-rotation.ts";

/** The last step of a rotation, still under its lock: the next key becomes the current one. */
export function promoteRotation(rotation: Rotation, dataKeys: number, found: string | undefined): RotationReport {
  const told = promote(rotation.options.dataDir, rotation.old);
  rotation.step("promoted");
  return {
    oldKeyId: deriveKeys(rotation.old.secret).kek.id,
    newKeyId: deriveKeys(rotation.next.secret).kek.id,
    dataKeys,
    master: rotation.next,
    notes: [found, told].filter((note) => note !== undefined),
  };
}
