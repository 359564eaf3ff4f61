import { authWords } from "../lib/auth/words.ts";
import { useWords } from "../lib/words/words.ts";
import { CopyText } from "./copy-text.tsx";
import { QrCode } from "./qr-code.tsx";
import "./seed-picture.css";

export type Seed = { readonly seed: string; readonly uri: string };

/** What an authenticator app takes: a picture to scan, a link for the app on this device, and the text to type. */
export function SeedPicture({ seed, uri }: Seed) {
  const w = useWords(authWords).seed;
  return (
    <div className="seed-picture">
      <QrCode text={uri} name={w.picture} />
      <div className="seed-words">
        <p className="muted pretty">{w.scan}</p>
        <CopyText text={seed} shown={seed.replace(/(.{4})(?=.)/g, "$1 ")} />
        <a className="link" href={uri}>
          {w.open}
        </a>
      </div>
    </div>
  );
}
