import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { approve } from "../actions/answer.ts";
import { propose } from "../actions/propose.ts";
import { openTestRoad, refundDraft, type TestRoad } from "../actions/testing/open-road.ts";
import { scriptedPlatform } from "../actions/testing/scripted-acts.ts";
import { recordingLog } from "../base/log.ts";
import { seededRandom } from "../base/random.ts";
import { readAction } from "../store/action.ts";
import { addPerson } from "../store/people.ts";
import { peopleParts } from "./people-parts.ts";

let at: TestRoad;
beforeEach(async () => {
  const now = (): number => at.clock.now();
  at = await openTestRoad(scriptedPlatform({ honoursKeys: false, now, take: () => "done", answers: () => true }).acts);
});
afterEach(() => at.store.close());

const parts = () => {
  const { store, clock, road } = at;
  return peopleParts({ store, clock, log: recordingLog(), ids: road.ids, sealing: road.sealing }, seededRandom(3n));
};

async function approved(key: string, actor: string): Promise<string> {
  const row = await propose(at.road, at.book, refundDraft(key), { actor: "strategy:refunds" });
  if (!row.ok) throw new Error(row.error.sentence);
  const said = await approve(at.road, at.book, row.value.action.id, { actor });
  if (!said.ok) throw new Error(said.error.sentence);
  return row.value.action.id;
}

describe("when a person leaves a book", () => {
  it("the yeses she gave that were not carried out yet wait for another person, and nobody else's", async () => {
    const [hers, others] = [await approved("a", "ben"), await approved("b", "ada")];
    const by = { actor: "ada", now: at.clock.now() };
    await at.store.transaction((tx) => parts().onLeave(tx, "ben", at.book.id, by));
    const states = await Promise.all([hers, others].map((id) => readAction(at.store, id)));
    expect(states.map((row) => row?.state)).toEqual(["needs-approval", "queued"]);
  });
});

describe("the seed of somebody's codes", () => {
  it("opens as hers and as nobody else's", async () => {
    const { sealing } = parts();
    const plain = Buffer.from("12345678901234567890");
    const sealed = await at.store.transaction(async (tx) => {
      await addPerson(tx, { id: "p", signIn: "p", name: "P", preferences: "{}" }, 1);
      return sealing.seal(tx, "p", plain);
    });
    expect(Buffer.from(sealed.sealed).includes(plain)).toBe(false);
    expect(await sealing.open(at.store, "p", sealed)).toEqual(plain);
    await expect(sealing.open(at.store, "q", sealed)).rejects.toThrow("cannot be opened");
  });
});
