/** What a key rotation came to. Also the shape of `--json`. Holds no key. */
export type Rotated = {
  /** Null when the old key is not at hand: an earlier rotation was finished. */
  readonly oldKeyId: string | null;
  readonly newKeyId: string;
  readonly kind: "file" | "passphrase";
  /** The key file, or the salt that the passphrase needs. */
  readonly path: string;
  /** Where the old key file or salt was put; null when it lay elsewhere. */
  readonly oldKept: string | null;
  /** Variables that must hold the new key from now on, and those that must go. */
  readonly set: readonly string[];
  readonly unset: readonly string[];
  readonly notes: readonly string[];
};

/** Line by line for a person: what happened, where the key is, what to do about it and about old back-ups. */
export function rotatedText(rotated: Rotated): readonly string[] {
  const { oldKeyId, newKeyId, notes, unset } = rotated;
  const from = oldKeyId === null ? "" : ` from ${oldKeyId}`;
  return [
    `The key was changed${from} to ${newKeyId}; everything is encrypted under the new one, and the old one opens the books no more.`,
    ...notes,
    ...keepingText(rotated),
    ...(unset.length > 0 ? [`Unset ${unset.join(" and ")}: it stands for the old key.`] : []),
    oldText(rotated),
  ];
}

function keepingText({ kind, path, set }: Rotated): readonly string[] {
  if (kind === "passphrase") {
    return [
      `Set ${set.join(" and ")} to the new passphrase from now on.`,
      `Keep two things somewhere else: the passphrase, and a copy of ${path}, without which it opens nothing.`,
    ];
  }
  return [
    `The new key is in ${path}.${set.length > 0 ? ` Put it into ${set.join(" and ")}, where the old one still is.` : ""}`,
    "Keep a copy of it somewhere else, in a password manager or on paper: without it nobody can open your books.",
  ];
}

function oldText({ oldKept }: Rotated): string {
  const where = oldKept === null ? "" : `, of which ${oldKept} is kept`;
  return `Back-ups from before open with the old one only${where}: keep it as long as you keep them, and make a new back-up with \`millrace backup\`.`;
}
