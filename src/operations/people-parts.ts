import { takeBack } from "../actions/gate/take-back.ts";
import type { Random } from "../base/random.ts";
import { newKeys, openSealed } from "../intake/sealing.ts";
import { openPeople } from "../people/open-people.ts";
import type { People } from "../people/people.ts";
import type { By, PeopleParts, PersonSeal } from "../people/people-parts.ts";
import { readAction } from "../store/action.ts";
import type { Tx } from "../store/handle.ts";
import { actionsOnYesOf } from "../store/people-approvals.ts";
import type { Workplace } from "./workplace.ts";

/** What of an installation people need. */
type Home = Pick<Workplace, "store" | "clock" | "ids" | "log" | "sealing">;

/** The people of an installation. */
export function peopleOf(workplace: Home, random: Random): People {
  return openPeople(peopleParts(workplace, random));
}

/** What people are made from, out of an open installation. */
export function peopleParts(workplace: Home, random: Random): PeopleParts {
  const { store, clock, ids, log } = workplace;
  return { store, clock, random, ids, log, sealing: sealOf(workplace), onLeave: takeBackYeses };
}

/** A key of its own for each seed, of the kind that opens one account. */
function sealOf({ sealing }: Home): PersonSeal {
  const belonging = (personId: string) => ({ kind: "person code seed", id: personId });
  return {
    seal: async (tx, personId, plain) => {
      const [made] = await newKeys(tx, sealing, "credential", 1);
      if (!made) throw new Error("one key was asked for and none made");
      return { keyId: made.id, sealed: sealing.seal(plain, made.key, belonging(personId)) };
    },
    open: (handle, personId, { keyId, sealed }) => openSealed(handle, sealing, keyId, sealed, belonging(personId)),
  };
}

/**
 * What goes ahead on nobody's yes but hers stops and waits for another person. What is being sent is at the platform
 * already.
 */
async function takeBackYeses(tx: Tx, personId: string, bookId: bigint, by: By): Promise<void> {
  for (const id of await actionsOnYesOf(tx, personId, bookId)) {
    const row = await readAction(tx, id);
    if (!row) continue;
    const why = "Whoever said yes may not say yes here any more.";
    await takeBack(tx, row, why, by);
  }
}
