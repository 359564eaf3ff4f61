/** One request on the wire. `url` is absolute and was checked by the door. */
export type WireRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly bytesMax: number;
  readonly timeoutMs: number;
  /** Whether an address of this machine may be connected to; true for the sandbox only. */
  readonly loopback: boolean;
  readonly signal?: AbortSignal;
};

export type WireAnswer = {
  readonly status: number;
  /** Lower-case names; repeated headers joined by ", ". */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};

/** Why a request ended without a whole answer. */
export type WireTrouble =
  | "name-unknown"
  | "address-refused"
  | "connection-refused"
  | "connection-lost"
  | "certificate"
  | "timeout"
  | "too-large"
  | "cut-short"
  /** What came is not HTTP, or packed in a way nobody asked for. */
  | "unreadable"
  | "stopped";

export class WireError extends Error {
  override readonly name = "WireError";
  readonly trouble: WireTrouble;

  constructor(trouble: WireTrouble, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.trouble = trouble;
  }
}

/** Carries requests; rejects with a `WireError`. The machine's network, or in a simulation the twin itself. */
export type Transport = {
  send(request: WireRequest): Promise<WireAnswer>;
  close(): Promise<void>;
};
