import { KeyRound } from "lucide-react";
import { type FormEvent, useState } from "react";
import { ApiProblem } from "../lib/api/problem.ts";
import { canAskForPasskey, proveByCode, proveByPasskey } from "../lib/step-up/prove.ts";
import { stepUpWords } from "../lib/step-up/words.ts";
import { useWords } from "../lib/words/words.ts";
import { Button } from "./button.tsx";
import { Field } from "./field.tsx";
import { Sheet } from "./sheet.tsx";

export type StepUpSheetProps = {
  /** What the proof is for: "Send KES 64,500". */
  readonly what?: string;
  readonly onProved: () => void;
  readonly onClose: () => void;
};

/** Asks for the passkey or a code once more, then goes on with what was asked for. Load it lazily. */
export default function StepUpSheet({ what, onProved, onClose }: StepUpSheetProps) {
  const w = useWords(stepUpWords);
  const [busy, setBusy] = useState<"passkey" | "code">();
  const [error, setError] = useState<string>();
  const [code, setCode] = useState("");
  const prove = async (way: "passkey" | "code"): Promise<void> => {
    setBusy(way);
    setError(undefined);
    try {
      await (way === "passkey" ? proveByPasskey() : proveByCode(code));
      onProved();
    } catch (cause) {
      const problem = cause instanceof ApiProblem ? cause : undefined;
      setError(problem && problem.kind !== "given-up" ? (problem.fields["code"] ?? problem.title) : w.givenUp);
      setBusy(undefined);
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void prove("code");
  };
  return (
    <Sheet title={w.title} {...(what === undefined ? {} : { step: what })} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <p className="muted pretty">{w.why}</p>
        {canAskForPasskey() ? (
          <div>
            <Button
              kind="primary"
              size="big"
              icon={KeyRound}
              busy={busy === "passkey"}
              onClick={() => void prove("passkey")}
            >
              {w.passkey}
            </Button>
          </div>
        ) : (
          <p className="muted pretty">{w.noPasskeyHere}</p>
        )}
        <Field
          label={w.code}
          hint={w.orCode}
          error={error}
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
        <div>
          <Button type="submit" busy={busy === "code"}>
            {w.useCode}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}
