import { type CheckpointBody, parseCheckpointBody } from "../domain/audit/checkpoint-body.ts";
import { type Note, noteSigner, parseNote, type VerifierKey } from "../domain/audit/note.ts";
import { type CheckpointRow, readCheckpoints } from "../store/checkpoint.ts";
import type { Handle } from "../store/handle.ts";
import type { AnchorFile } from "./anchors.ts";
import type { Findings } from "./findings.ts";

/** Something that says what the log was at a size: a checkpoint row, or an anchor outside the database. */
export type Mark = {
  /** "checkpoint 120", "the anchor 120.txt". */
  readonly label: string;
  readonly outside: boolean;
  readonly size: number;
  readonly body: CheckpointBody;
  /** The stored frontier of a checkpoint row. */
  readonly frontier?: Uint8Array;
};

type Anchor = Mark & { readonly text: string };

export type MarksOptions = {
  readonly keys: readonly VerifierKey[];
  readonly findings: Findings;
  /** Whatever vouches for fewer entries is left out. */
  readonly from: number;
  /** The newest checkpoint there was before the end of the log was looked up; later ones are left to the next check. */
  readonly rowsTo: bigint;
};

const pageSize = 500;

/** Walks checkpoint rows and anchors together, smallest size first. */
export class Marks {
  readonly #handle: Handle;
  readonly #keys: readonly VerifierKey[];
  readonly #findings: Findings;
  #anchors: Anchor[] = [];
  #rows: CheckpointRow[] = [];
  #rowsFrom: bigint;
  readonly #rowsTo: bigint;
  #rowsEnded = false;
  #origin: string | undefined;
  /** The size of the next mark; Infinity when none is left. */
  nextSize = 0;
  checkpoints = 0;
  anchors = 0;
  /** The largest size that an anchor vouches for. */
  anchored = 0;

  private constructor(handle: Handle, options: MarksOptions) {
    this.#handle = handle;
    this.#keys = options.keys;
    this.#findings = options.findings;
    this.#rowsFrom = BigInt(options.from);
    this.#rowsTo = options.rowsTo;
  }

  /** Reads all anchors (they are small) and the first checkpoint rows. */
  static async open(handle: Handle, anchors: readonly AnchorFile[], options: MarksOptions): Promise<Marks> {
    const marks = new Marks(handle, options);
    marks.#anchors = anchors.flatMap((file) => marks.#readAnchor(file)).filter(({ size }) => size >= options.from);
    marks.#anchors.sort((a, b) => a.size - b.size);
    await marks.#fill();
    return marks;
  }

  /** All marks of the next size; the walk goes on after them. */
  async take(): Promise<Mark[]> {
    const size = this.nextSize;
    const row = this.#rows[0]?.size === BigInt(size) ? this.#rows.shift() : undefined;
    const taken = row ? this.#readRow(row) : [];
    while (this.#anchors[0]?.size === size) {
      const anchor = this.#anchors.shift() as Anchor;
      if (!row) {
        this.#findings.add(
          "checkpoint-missing",
          `the checkpoint over ${size} entries, of which ${anchor.label} is a copy, is missing from the database`,
          size,
        );
      } else if (row.note !== anchor.text) {
        this.#findings.add(
          "checkpoint-differs",
          `${anchor.label} and the checkpoint over ${size} entries in the database are not the same text`,
          size,
        );
      }
      taken.push(anchor);
    }
    await this.#fill();
    return taken;
  }

  #readAnchor(file: AnchorFile): Anchor[] {
    const label = `the anchor ${file.name}`;
    const text = file.text.replaceAll("\r\n", "\n"); // a copy that went through e-mail
    if (!/^[0-9]+\.txt$/.test(file.name) && !parseNote(text).ok) return []; // somebody's own notes
    const body = this.#read(label, text);
    if (!body) return [];
    this.anchors += 1;
    this.anchored = Math.max(this.anchored, body.size);
    return [{ label, outside: true, size: body.size, body, text }];
  }

  #readRow(row: CheckpointRow): Mark[] {
    const label = `checkpoint ${row.size}`;
    const body = this.#read(label, row.note, Number(row.size));
    if (!body) return [];
    this.checkpoints += 1;
    const fits =
      BigInt(body.size) === row.size &&
      Buffer.compare(body.root, row.root) === 0 &&
      BigInt(body.time) === row.createdAt;
    if (!fits)
      this.#findings.add(
        "checkpoint-differs",
        `the stored fields of ${label} are not those of its signed text`,
        row.size,
      );
    return body.size === Number(row.size)
      ? [{ label, outside: false, size: body.size, body, frontier: row.frontier }]
      : [];
  }

  #read(label: string, text: string, seq?: number): CheckpointBody | undefined {
    const note = parseNote(text);
    const body = note.ok ? parseCheckpointBody(note.value.body) : note;
    if (!note.ok || !body.ok) {
      this.#findings.add("checkpoint-unreadable", `${label} cannot be read: ${body.ok ? "" : body.error}`, seq);
      return undefined;
    }
    this.#checkSignature(label, note.value, body.value);
    return body.value;
  }

  #checkSignature(label: string, note: Note, body: CheckpointBody): void {
    this.#origin ??= body.origin;
    if (body.origin !== this.#origin) {
      this.#findings.add(
        "checkpoint-differs",
        `${label} is of another log: it names ${body.origin}, not ${this.#origin}`,
        body.size,
      );
    }
    if (this.#keys.length === 0) return;
    const signer = noteSigner(note, this.#keys);
    if (!signer.ok) this.#findings.add("checkpoint-unsigned", `${label} is not believed: ${signer.error}`, body.size);
  }

  async #fill(): Promise<void> {
    if (this.#rows.length === 0 && !this.#rowsEnded) {
      const rows = await readCheckpoints(this.#handle, this.#rowsFrom, pageSize);
      this.#rows = rows.filter((row) => row.size <= this.#rowsTo);
      this.#rowsEnded = this.#rows.length < pageSize;
      this.#rowsFrom = (rows.at(-1)?.size ?? 0n) + 1n;
    }
    const row = this.#rows[0];
    const ofRows = row ? Number(row.size) : Number.POSITIVE_INFINITY;
    this.nextSize = Math.min(this.#anchors[0]?.size ?? Number.POSITIVE_INFINITY, ofRows);
  }
}
