import type { KeyObject } from "node:crypto";
import { type Problem, problem } from "../base/problem.ts";
import type { Random } from "../base/random.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { Kek } from "./installation-keys.ts";
import { KEY_BYTES } from "./key-text.ts";
import { type Belonging, createSeal, open, type Seal, sealingKey } from "./seal.ts";

/**
 * What a data key is for. "records": bodies of one book that name no buyer. "subject": all that is kept of one buyer,
 * so that destroying the key erases the buyer everywhere, backups included once they are rotated out. "lookup": finding
 * a buyer by e-mail. "signing": the private key that signs audit checkpoints. "credential": the access to one account,
 * so that destroying the key destroys it.
 */
export type DataKeyPurpose = "records" | "subject" | "lookup" | "signing" | "credential";

/** A data key as it is stored: wrapped, or destroyed. The shape of the table `data_key`. */
export type DataKeyRow = {
  readonly id: bigint;
  readonly purpose: string;
  /** Sealed under the installation's KEK; null once destroyed. */
  readonly wrapped: Uint8Array | null;
  readonly kek_id: string;
  readonly created_at: bigint;
  readonly destroyed_at: bigint | null;
};

/** A new data key: the key for use now, and the row to store in the same commit as what is sealed with it. */
export type NewDataKey = { readonly key: KeyObject; readonly row: DataKeyRow };

/** Makes data keys and wraps and unwraps them. */
export type DataKeys = {
  /** A new random key. The caller chooses the id, because the wrapping is bound to it. */
  make(id: bigint, purpose: DataKeyPurpose, at: bigint): NewDataKey;
  /** The key of a row. Problems: `key-destroyed`, `key-of-other-master`, `seal-broken`. */
  unwrap(row: DataKeyRow): Result<KeyObject, Problem>;
  /** The same key wrapped under the first KEK; the row unchanged when it already is or when it is destroyed. */
  rewrap(row: DataKeyRow): Result<DataKeyRow, Problem>;
};

/** Wraps under the first of `keks` and unwraps under any of them: two while a rotation is under way. */
export function dataKeysUnder(keks: readonly [Kek, ...Kek[]], random: Random): DataKeys {
  const seal: Seal = createSeal(random);
  const [current] = keks;
  const unwrapBytes = (row: DataKeyRow): Result<Uint8Array, Problem> => {
    if (row.wrapped === null) return err(destroyed(row));
    const kek = keks.find((one) => one.id === row.kek_id);
    return kek ? open(row.wrapped, kek.key, belongingOf(row)) : err(otherMaster(row));
  };
  const wrap = (bytes: Uint8Array, row: Pick<DataKeyRow, "id" | "purpose">): Uint8Array =>
    seal(bytes, current.key, belongingOf(row));
  return {
    make: (id, purpose, at) => {
      const bytes = random.bytes(KEY_BYTES);
      const wrapped = wrap(bytes, { id, purpose });
      const row = { id, purpose, wrapped, kek_id: current.id, created_at: at, destroyed_at: null };
      return { key: sealingKey(bytes), row };
    },
    unwrap: (row) => {
      const bytes = unwrapBytes(row);
      return bytes.ok ? ok(sealingKey(bytes.value)) : bytes;
    },
    rewrap: (row) => {
      if (row.wrapped === null || row.kek_id === current.id) return ok(row);
      const bytes = unwrapBytes(row);
      return bytes.ok ? ok({ ...row, wrapped: wrap(bytes.value, row), kek_id: current.id }) : bytes;
    },
  };
}

/** The row as it stays when its key is destroyed: the fact and the time, and nothing that opens anything. */
export function destroyedRow(row: DataKeyRow, at: bigint): DataKeyRow {
  return row.destroyed_at === null ? { ...row, wrapped: null, destroyed_at: at } : row;
}

function belongingOf(row: Pick<DataKeyRow, "id" | "purpose">): Belonging {
  return { kind: `data key for ${row.purpose}`, id: row.id };
}

function destroyed(row: DataKeyRow): Problem {
  return problem("key-destroyed", `What was sealed with data key ${row.id} was erased for good and cannot be read.`);
}

function otherMaster(row: DataKeyRow): Problem {
  return problem(
    "key-of-other-master",
    `Data key ${row.id} was wrapped under the encryption key ${row.kek_id}, which is not here.`,
    {
      fix: "Give the encryption key that the data directory was last opened with.",
    },
  );
}
