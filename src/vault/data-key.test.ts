import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { seededRandom, systemRandom } from "../base/random.ts";
import { Secret } from "../base/secret.ts";
import { type DataKeyRow, dataKeysUnder, destroyedRow } from "./data-key.ts";
import { deriveKeys } from "./installation-keys.ts";
import { createKeyring } from "./keyring.ts";
import { createSeal, open } from "./seal.ts";

const oldKek = deriveKeys(new Secret(seededRandom(1n).bytes(32))).kek;
const newKek = deriveKeys(new Secret(seededRandom(2n).bytes(32))).kek;
const dataKeys = dataKeysUnder([oldKek], systemRandom);
const seal = createSeal(systemRandom);
const here = { kind: "subject", id: 1n };

function opens(row: DataKeyRow, sealed: Uint8Array, under = dataKeys): boolean {
  const key = under.unwrap(row);
  return key.ok && open(sealed, key.value, here).ok;
}

describe("a data key", () => {
  it("is stored wrapped and opens what was sealed with it", () => {
    const { key, row } = dataKeys.make(7n, "subject", 1_000n);
    expect(row).toMatchObject({
      id: 7n,
      purpose: "subject",
      kek_id: oldKek.id,
      created_at: 1_000n,
      destroyed_at: null,
    });
    expect(opens(row, seal(Buffer.from("Ann"), key, here))).toBe(true);
    expect(Buffer.from(row.wrapped ?? []).includes(key.export())).toBe(false);
  });

  it("is bound to its row: under another id or purpose it does not unwrap", () => {
    const { row } = dataKeys.make(7n, "subject", 0n);
    expect(dataKeys.unwrap({ ...row, id: 8n })).toMatchObject({ ok: false, error: { code: "seal-broken" } });
    expect(dataKeys.unwrap({ ...row, purpose: "records" })).toMatchObject({
      ok: false,
      error: { code: "seal-broken" },
    });
  });

  it("erases what was sealed with it when it is destroyed", () => {
    const { key, row } = dataKeys.make(7n, "subject", 0n);
    const sealed = seal(Buffer.from("Ann"), key, here);
    const gone = destroyedRow(row, 5n);
    expect(gone).toMatchObject({ id: 7n, wrapped: null, destroyed_at: 5n });
    expect(opens(gone, sealed)).toBe(false);
    expect(dataKeys.unwrap(gone)).toMatchObject({
      error: {
        code: "key-destroyed",
        sentence: "What was sealed with data key 7 was erased for good and cannot be read.",
      },
    });
    expect(destroyedRow(gone, 9n).destroyed_at).toBe(5n);
  });

  it("survives a rotation of the master secret: rewrapped, it opens what it sealed before", () => {
    const { key, row } = dataKeys.make(7n, "records", 0n);
    const sealed = seal(Buffer.from("Ann"), key, here);
    const during = dataKeysUnder([newKek, oldKek], systemRandom);
    const rewrapped = during.rewrap(row);
    if (!rewrapped.ok) throw new Error(rewrapped.error.sentence);
    expect(rewrapped.value.kek_id).toBe(newKek.id);
    // Half-way: one row rewrapped and one not yet, and both open.
    expect([opens(row, sealed, during), opens(rewrapped.value, sealed, during)]).toEqual([true, true]);
    const after = dataKeysUnder([newKek], systemRandom);
    expect([opens(row, sealed, after), opens(rewrapped.value, sealed, after)]).toEqual([false, true]);
    expect(after.unwrap(row)).toMatchObject({
      error: {
        code: "key-of-other-master",
        sentence: `Data key 7 was wrapped under the encryption key ${oldKek.id}, which is not here.`,
      },
    });
    expect(after.rewrap(row)).toMatchObject({ ok: false, error: { code: "key-of-other-master" } });
  });

  it("is left as it is by a rewrapping that has nothing to do, so that a rotation can be run again", () => {
    const { row } = dataKeys.make(7n, "records", 0n);
    expect(dataKeys.rewrap(row)).toEqual({ ok: true, value: row });
    const gone = destroyedRow(row, 1n);
    expect(dataKeysUnder([newKek, oldKek], systemRandom).rewrap(gone)).toEqual({ ok: true, value: gone });
  });

  it("is not printed", () => {
    const { key, row } = dataKeys.make(7n, "records", 0n);
    const hex = key.export().toString("hex");
    expect(inspect({ key, row }, { depth: 9 }) + JSON.stringify({ key })).not.toContain(hex.slice(0, 8));
  });
});

describe("a keyring", () => {
  const rows = Array.from({ length: 6 }, (_, i) => dataKeys.make(BigInt(i), "subject", 0n).row);
  const row = (i: number): DataKeyRow => rows[i] ?? expect.fail("no such row");

  it("unwraps a key once and then has it at hand", () => {
    let unwrapped = 0;
    const counted = (one: DataKeyRow): ReturnType<typeof dataKeys.unwrap> => {
      unwrapped++;
      return dataKeys.unwrap(one);
    };
    const ring = createKeyring({ ...dataKeys, unwrap: counted });
    const [first, second] = [ring.unwrap(row(1)), ring.unwrap(row(1))];
    expect(unwrapped).toBe(1);
    expect(first.ok && second.ok && first.value === second.value).toBe(true);
    expect(first.ok && ring.get(1n) === first.value).toBe(true);
  });

  it("tells which rows must be read, each once", () => {
    const ring = createKeyring(dataKeys);
    ring.unwrap(row(1));
    expect(ring.missing([3n, 1n, 2n, 3n])).toEqual([3n, 2n]);
  });

  it("never holds more than it may, and lets go of what was longest unused", () => {
    const ring = createKeyring(dataKeys, 3);
    for (const i of [0, 1, 2]) ring.unwrap(row(i));
    ring.get(0n);
    ring.unwrap(row(3));
    expect(ring.size).toBe(3);
    expect([0n, 1n, 2n, 3n].map((id) => ring.get(id) !== undefined)).toEqual([true, false, true, true]);
  });

  it("forgets a key that was destroyed, and does not bring it back from memory", () => {
    const ring = createKeyring(dataKeys);
    ring.unwrap(row(1));
    expect(ring.unwrap(destroyedRow(row(1), 1n))).toMatchObject({ ok: false, error: { code: "key-destroyed" } });
    ring.forget(1n);
    expect(ring.get(1n)).toBeUndefined();
    ring.put(1n, dataKeys.make(1n, "subject", 0n).key);
    ring.clear();
    expect(ring.size).toBe(0);
  });

  it("keeps nothing when a key does not unwrap", () => {
    const ring = createKeyring(dataKeys);
    expect(ring.unwrap({ ...row(1), purpose: "lookup" }).ok).toBe(false);
    expect(ring.size).toBe(0);
  });
});
