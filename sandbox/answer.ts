/** An answer before it goes out: text, so that faults can be made of it. */
export type Answer = {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The connection breaks in the middle of the body. */
  readonly cut?: boolean;
};

/** The connection breaks: some of the body has gone out, and no more will. */
export class CutConnection extends Error {
  override readonly name = "CutConnection";
  readonly status: number;
  readonly sent: string;

  constructor(status: number, sent: string) {
    super("the connection was cut");
    this.status = status;
    this.sent = sent;
  }
}

/**
 * As a response of the fetch standard; `date` is what the server's clock says, in milliseconds. Throws a
 * `CutConnection` where the answer is to break off.
 */
export function toResponse(answer: Answer, date: number): Response {
  if (answer.cut) throw new CutConnection(answer.status, answer.body.slice(0, Math.ceil(answer.body.length / 2)));
  const own = { "content-type": answer.contentType, date: new Date(date).toUTCString() };
  return new Response(answer.body, { status: answer.status, headers: { ...own, ...answer.headers } });
}
