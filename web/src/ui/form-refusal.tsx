import type { Refusal } from "../lib/auth/refusal.ts";
import "./form.css";

/** What was refused and stands beside no field. Always there, so that it is announced when it comes. */
export function FormRefusal({ refusal }: { readonly refusal: Refusal | undefined }) {
  return (
    <div role="alert" className="form-alert">
      {refusal?.sentence && <p className="form-refusal pretty">{refusal.sentence}</p>}
    </div>
  );
}
