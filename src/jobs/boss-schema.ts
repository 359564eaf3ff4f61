import type { Clock, PgBoss } from "pg-boss";
import { fail } from "../base/problem.ts";
import { bossSchema, fitBossSchema, isBossFit, runBossScript } from "../store/boss-line.ts";
import type { Store } from "../store/handle.ts";

/** Its timers are for work that we do ourselves: none of them runs. */
const timeless: Clock = {
  now: () => 0,
  setTimeout: () => stillTimer,
  clearTimeout: () => undefined,
  setInterval: () => stillTimer,
  clearInterval: () => undefined,
};
const stillTimer = { unref: () => stillTimer } as unknown as ReturnType<Clock["setTimeout"]>;

/** pg-boss on our own connections, without timers, maintenance or schedules of its own. Loaded only where it is used. */
export async function startBoss(store: Store, mayMake: boolean): Promise<PgBoss> {
  const { PgBoss: Boss } = await import("pg-boss");
  const boss = new Boss({
    db: { executeSql: (text, values) => runBossScript(store, text, values) },
    schema: bossSchema,
    migrate: mayMake,
    createSchema: mayMake,
    supervise: false,
    schedule: false,
    reindex: false,
    monitorVacuum: false,
    clock: timeless,
  });
  // An event that nobody hears would end the process; what fails is thrown to its caller besides.
  boss.on("error", () => undefined);
  await boss.start();
  return boss;
}

/** Makes or renews pg-boss's schema beside ours; by the owner of the database, when it is opened. */
export async function keepBossSchema(owner: Store): Promise<void> {
  if (await isBossFit(owner)) return;
  const boss = await startBoss(owner, true);
  await boss.stop({ graceful: false, close: false });
  await fitBossSchema(owner);
  if (!(await isBossFit(owner))) return refuseBoss();
}

/** For a user that may not make it. */
export async function requireBossSchema(store: Store): Promise<void> {
  if (!(await isBossFit(store))) refuseBoss();
}

function refuseBoss(): never {
  return fail("database-rights", "The tables of the job queue in this database are not the ones this Millrace knows.", {
    kept: "Nothing was changed.",
    fix: "Run `millrace init` or any command once with the address of the database's owner, and with the newest version.",
  });
}
