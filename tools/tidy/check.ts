import { cycles } from "./rules/cycles.ts";
import { direction } from "./rules/direction.ts";
import { documents } from "./rules/documents.ts";
import { theGate } from "./rules/gate.ts";
import { globals } from "./rules/globals.ts";
import { migrations } from "./rules/migrations.ts";
import { names } from "./rules/names.ts";
import { orphans } from "./rules/orphans.ts";
import { packages } from "./rules/packages.ts";
import { platformNames } from "./rules/platform-names.ts";
import { registry } from "./rules/registry.ts";
import { size } from "./rules/size.ts";
import { skippedTests } from "./rules/skipped-tests.ts";
import { web } from "./rules/web.ts";
import type { Rule } from "./tree.ts";

/** Every house rule that a machine can check, by the name it complains under. */
export const rules: Readonly<Record<string, Rule>> = {
  rooms: direction,
  cycles,
  globals,
  size,
  names,
  "platform names": platformNames,
  orphans,
  skips: skippedTests,
  documents,
  generated: registry,
  migrations,
  "the gate": theGate,
  packages,
  web,
};
