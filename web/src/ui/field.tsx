import { CircleAlert } from "lucide-react";
import { type InputHTMLAttributes, type ReactNode, type Ref, type SelectHTMLAttributes, useId } from "react";
import "./field.css";
import { Icon } from "./icon.tsx";

type Around = {
  readonly label: ReactNode;
  /** What goes in, or why it is asked for. */
  readonly hint?: ReactNode;
  /** What is wrong with what was typed; the typed text stays. */
  readonly error?: string | undefined;
};

type InputAttributes = Omit<InputHTMLAttributes<HTMLInputElement>, "className" | "style" | "id">;
export type FieldProps = Around &
  InputAttributes & {
    /** Amounts align right with tabular digits and bring up the number keys. */
    readonly amount?: boolean;
    readonly ref?: Ref<HTMLInputElement>;
  };

/** A labelled text field with its error beside it. */
export function Field({ label, hint, error, amount = false, ...rest }: FieldProps) {
  const id = useId();
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error}>
      <input
        type="text"
        {...(amount ? { inputMode: "decimal" as const, autoComplete: "off" } : {})}
        {...rest}
        id={id}
        className={amount ? "input amount" : "input"}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, hint, error)}
      />
    </FieldFrame>
  );
}

export type ChoiceProps = Around &
  Omit<SelectHTMLAttributes<HTMLSelectElement>, "className" | "style" | "id"> & {
    readonly options: readonly { readonly value: string; readonly text: string }[];
  };

/** A labelled choice out of a few. */
export function Choice({ label, hint, error, options, ...rest }: ChoiceProps) {
  const id = useId();
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error}>
      <select
        {...rest}
        id={id}
        className="input"
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, hint, error)}
      >
        {options.map(({ value, text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}

export type CheckProps = Omit<InputAttributes, "type"> & { readonly children: ReactNode };

/** A box to tick, with its sentence. */
export function Check({ children, ...rest }: CheckProps) {
  return (
    <label className="check">
      <input {...rest} type="checkbox" />
      <span>{children}</span>
    </label>
  );
}

const describedBy = (id: string, hint: ReactNode, error: string | undefined): string | undefined =>
  [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ") || undefined;

type FrameProps = Around & { readonly id: string; readonly children: ReactNode };

function FieldFrame({ id, label, hint, error, children }: FrameProps) {
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {children}
      {hint && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="field-error" id={`${id}-error`}>
          <Icon of={CircleAlert} />
          {error}
        </p>
      )}
    </div>
  );
}
