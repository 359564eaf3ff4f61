/** An answer before it goes out: text, so that faults can be made of it. */
export type Answer = {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The connection breaks in the middle of the body. */
  readonly cut?: boolean;
};

/** As a response of the fetch standard; `date` is what the server's clock says, in milliseconds. */
export function toResponse(answer: Answer, date: number): Response {
  const headers = new Headers({
    "content-type": answer.contentType,
    date: new Date(date).toUTCString(),
    ...answer.headers,
  });
  if (!answer.cut) return new Response(answer.body, { status: answer.status, headers });
  const bytes = new TextEncoder().encode(answer.body);
  headers.set("content-length", String(bytes.length + 1));
  let sent = false;
  const broken = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      if (sent) controller.error(new Error("the connection was cut"));
      else controller.enqueue(bytes.slice(0, Math.ceil(bytes.length / 2)));
      sent = true;
    },
  });
  return new Response(broken, { status: answer.status, headers });
}
