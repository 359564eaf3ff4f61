import { encodeQr } from "../lib/qr/encode.ts";

/** A QR code, dark on light whatever the look: cameras need that. Nothing when the text does not fit into one. */
export function QrCode({ text, name }: { readonly text: string; readonly name: string }) {
  const rows = encodeQr(text);
  if (!rows) return null;
  const squares = rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? `M${x + 4} ${y + 4}h1v1h-1z` : [])));
  const size = rows.length + 8;
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={name} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={squares.join("")} fill="#000" />
    </svg>
  );
}
