/** Rotates the key of the data directory given, again and again, until it is killed. Prints a line when it begins. */
import { systemClock } from "../../src/base/clock.ts";
import { systemRandom } from "../../src/base/random.ts";
import { rotateKey } from "../../src/upkeep/rotate-key.ts";
import { keysOf } from "./installation.ts";

const dataDir = process.argv[2] ?? "";
process.stdout.write("begun\n");
for (;;) {
  await rotateKey({
    dataDir,
    keys: keysOf(dataDir),
    to: { kind: "key-file" },
    random: systemRandom,
    actor: "owner",
    pid: process.pid,
    clock: systemClock,
  });
}
