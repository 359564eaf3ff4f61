/** What the engine says when it cannot do what was asked (RFC 9457), or what we say when it cannot be reached. */
export class ApiProblem extends Error {
  /** HTTP status; 0 when the engine could not be reached. */
  readonly status: number;
  /** Machine word of the problem, e.g. `not-found`. */
  readonly kind: string;
  /** What happened, in a few words. */
  readonly title: string;
  /** What was kept, and what to do. */
  readonly detail: string | undefined;
  /** Sentences for single fields, by the field's name. */
  readonly fields: Readonly<Record<string, string>>;
  /** For how many seconds to wait before asking again, where the engine says so. */
  readonly retryAfter: number | undefined;

  constructor(parts: {
    readonly status: number;
    readonly kind: string;
    readonly title: string;
    readonly detail?: string | undefined;
    readonly fields?: Readonly<Record<string, string>>;
    readonly retryAfter?: number | undefined;
  }) {
    super(parts.detail ? `${parts.title}: ${parts.detail}` : parts.title);
    this.name = "ApiProblem";
    this.status = parts.status;
    this.kind = parts.kind;
    this.title = parts.title;
    this.detail = parts.detail;
    this.fields = parts.fields ?? {};
    this.retryAfter = parts.retryAfter;
  }

  get isOffline(): boolean {
    return this.status === 0;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const textOf = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

/** Reads an answer that is not a success. Anything that is no problem+json still becomes one clear sentence. */
export async function problemFrom(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => undefined);
  const said = isRecord(body) ? body : {};
  const wait = Number(response.headers.get("retry-after") ?? "");
  return new ApiProblem({
    status: response.status,
    kind: textOf(said["code"]) ?? kindOf(textOf(said["type"]), response.status),
    title: textOf(said["title"]) ?? `The engine answered ${response.status}`,
    detail: textOf(said["detail"]),
    fields: fieldsOf(said["errors"] ?? said["fields"]),
    retryAfter: Number.isFinite(wait) && wait > 0 ? wait : undefined,
  });
}

/** The last part of the type's address. */
function kindOf(type: string | undefined, status: number): string {
  const last = type?.split(/[/#:]/).at(-1);
  return last && last !== "blank" ? last : String(status);
}

/** Field sentences, written as `[{ field | path | name, message | detail }]` or as `{ field: message }`. */
function fieldsOf(value: unknown): Record<string, string> {
  const found: Record<string, string> = {};
  if (Array.isArray(value)) {
    for (const one of value.filter(isRecord)) {
      const name = textOf(one["field"] ?? one["path"] ?? one["name"] ?? one["pointer"]);
      const message = textOf(one["message"] ?? one["detail"] ?? one["reason"]);
      if (name && message) found[name.replace(/^[/#]+/, "").replaceAll("/", ".")] = message;
    }
  } else if (isRecord(value)) {
    for (const [name, message] of Object.entries(value)) {
      const text = textOf(Array.isArray(message) ? message[0] : message);
      if (text) found[name] = text;
    }
  }
  return found;
}
