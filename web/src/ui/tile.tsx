export type TileProps = {
  /** The platform's name; its first letter is shown. The name itself stands beside the tile. */
  readonly name: string;
  /** Its place in the order the colours are handed out, 1 to 5; absent for "others". */
  readonly series?: 1 | 2 | 3 | 4 | 5 | undefined;
  readonly size?: "small" | "normal" | "large";
};

/** A letter in the platform's own chart colour. */
export function Tile({ name, series, size = "normal" }: TileProps) {
  return (
    <span className="tile" data-series={series} data-size={size} aria-hidden="true">
      {name.slice(0, 1)}
    </span>
  );
}
