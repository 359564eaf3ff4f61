import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ProblemError } from "../../base/problem.ts";
import { fingerprintFile } from "./fingerprint-file.ts";
import { openFileBytes } from "./open-file-bytes.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "millrace-files-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const file = async (name: string, content: Uint8Array | string): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
};

/** All that can be read, and the sentence it ended with. */
const readAll = async (path: string): Promise<{ content: Buffer; sentence: string | undefined }> => {
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of openFileBytes(path)) pieces.push(piece);
  } catch (cause) {
    if (!(cause instanceof ProblemError)) throw cause;
    return { content: Buffer.concat(pieces), sentence: cause.problem.sentence };
  }
  return { content: Buffer.concat(pieces), sentence: undefined };
};

const text = Buffer.from(Array.from({ length: 40_000 }, (_, i) => `${i},${(i * 7919) % 10_007}\n`).join(""));
const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

describe("reading a file's bytes", () => {
  it("gives a plain file as it is", async () => {
    const { content, sentence } = await readAll(await file("plain.csv", text));
    expect(content.equals(text)).toBe(true);
    expect(sentence).toBeUndefined();
  });

  it("unpacks gzip whatever the file is called, also several archives one behind the other", async () => {
    expect((await readAll(await file("packed.csv", gzipSync(text)))).content.equals(text)).toBe(true);
    const both = Buffer.concat([gzipSync("Id,Total\n"), gzipSync(text)]);
    expect((await readAll(await file("both.csv.gz", both))).content.toString().startsWith("Id,Total\n0,0\n")).toBe(
      true,
    );
  });

  it("gives nothing for an empty file", async () => {
    expect(await readAll(await file("empty.csv", ""))).toEqual({ content: Buffer.alloc(0), sentence: undefined });
  });

  it("gives out what comes before the end of a cut archive, then says so in one sentence", async () => {
    const packed = gzipSync(text);
    for (const length of [packed.length - 1, packed.length - 9, Math.floor(packed.length / 2), 12]) {
      const { content, sentence } = await readAll(await file("cut.csv.gz", packed.subarray(0, length)));
      expect(text.subarray(0, content.length).equals(content)).toBe(true);
      expect(sentence).toBe("cut.csv.gz is damaged: it cannot be unpacked to its end.");
      if (length > packed.length / 3) expect(content.length).toBeGreaterThan(text.length / 4);
    }
  });

  it("gives out what comes before a damaged place of an archive, then says so", async () => {
    const packed = Buffer.from(gzipSync(text));
    packed.fill(0x55, packed.length - 2_000, packed.length - 1_000);
    const { content, sentence } = await readAll(await file("hurt.csv.gz", packed));
    expect(content.length).toBeGreaterThan(text.length / 2);
    expect(sentence).toBe("hurt.csv.gz is damaged: it cannot be unpacked to its end.");
  });

  it("says why a file cannot be read", async () => {
    expect((await readAll(join(folder, "absent.csv"))).sentence).toBe(
      "absent.csv cannot be read: there is no such file.",
    );
    expect((await readAll(folder)).sentence).toMatch(/^millrace-files-\w+ cannot be read: it is a folder\.$/);
    expect((await readAll(join(folder, "n".repeat(300)))).sentence).toMatch(/cannot be read: its name is too long\.$/);
    const plain = await file("plain2.csv", "a,b");
    expect((await readAll(join(plain, "x.csv"))).sentence).toBe("x.csv cannot be read: the system says ENOTDIR.");
    expect((await readAll(`${folder}/a\0b.csv`)).sentence).toMatch(
      /cannot be read: the system says ERR_INVALID_ARG_VALUE\.$/,
    );
  });

  it("can be stopped early", async () => {
    const path = await file("early.csv.gz", gzipSync(text));
    for await (const piece of openFileBytes(path)) {
      expect(piece.length).toBeGreaterThan(0);
      break;
    }
  });
});

describe("a file's fingerprint", () => {
  it("is that of the content, whether the file came packed or not", async () => {
    const packed = gzipSync(text);
    expect(await fingerprintFile(await file("a.csv", text))).toEqual({
      sha256: sha256(text),
      bytes: text.length,
      uncompressedBytes: text.length,
    });
    expect(await fingerprintFile(await file("a.csv.gz", packed))).toEqual({
      sha256: sha256(text),
      bytes: packed.length,
      uncompressedBytes: text.length,
    });
  });

  it("tells the damage of a cut archive and describes what can be read of it", async () => {
    const packed = gzipSync(text).subarray(0, 50_000);
    const print = await fingerprintFile(await file("b.csv.gz", packed));
    expect(print.damage?.code).toBe("gzip-damaged");
    expect(print.sha256).toBe(sha256(text.subarray(0, print.uncompressedBytes)));
    expect(print.bytes).toBe(50_000);
  });

  it("cannot be taken of a file that is not there", async () => {
    await expect(fingerprintFile(join(folder, "absent.csv"))).rejects.toThrow(
      "absent.csv cannot be read: there is no such file.",
    );
  });
});
