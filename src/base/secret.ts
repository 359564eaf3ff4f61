/** What is printed where a secret would stand. */
export const SECRET_SHOWN = "[secret]";

/** The way Node's and Bun's `console.log` and `util.inspect` ask an object how it wants to be shown. */
const inspectHook = Symbol.for("nodejs.util.inspect.custom");

/**
 * Holds a value that must never be printed. Text, JSON, templates and `console.log` all show "[secret]"; only
 * `reveal()` gives the value, so every place that uses it can be found by that word.
 */
export class Secret<T extends string | Uint8Array = string> {
  readonly #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  /** The value itself. Hand it straight to what needs it; keep it in no field and no message. */
  reveal(): T {
    return this.#value;
  }

  toString(): string {
    return SECRET_SHOWN;
  }

  toJSON(): string {
    return SECRET_SHOWN;
  }

  [inspectHook](): string {
    return SECRET_SHOWN;
  }
}
