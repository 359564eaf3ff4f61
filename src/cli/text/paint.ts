/** Emphasis for a terminal; plain text where there is none. */
export type Paint = { strong(text: string): string; quiet(text: string): string; notable(text: string): string };

const wrap =
  (on: number, off: number) =>
  (text: string): string =>
    text === "" ? "" : `\u001b[${on}m${text}\u001b[${off}m`;

const coloured: Paint = { strong: wrap(1, 22), quiet: wrap(2, 22), notable: wrap(33, 39) };
const plain: Paint = { strong: (text) => text, quiet: (text) => text, notable: (text) => text };

/** The paint that fits an output. Nothing is told by colour alone. */
export function paintFor(output: { readonly colour: boolean }): Paint {
  return output.colour ? coloured : plain;
}
