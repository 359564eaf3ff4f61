import { demoBook } from "./choose-book.ts";
import type { Call } from "./define-route.ts";

/** What a file that is taken out is called, before its ending: the demo shop's says so. */
export function downloadName(
  { workplace, deps, book }: Pick<Call, "workplace" | "deps" | "book">,
  what: string,
): string {
  const slug = workplace.store === deps.workplace.store ? book.slug : `${demoBook}-shop`;
  return `millrace-${slug}-${what}`;
}

/**
 * Text as a file to keep, written as it is made: the next piece is asked for when the last was taken. The first piece is
 * made before anything is answered, so that what cannot be made is refused in words. `name` is our own, of plain letters.
 */
export async function download(
  pieces: AsyncGenerator<string>,
  file: { readonly name: string; readonly type: string },
): Promise<Response> {
  const encoder = new TextEncoder();
  let next = await pieces.next();
  const body = new ReadableStream<Uint8Array>({
    pull: async (out) => {
      // An empty piece is no end, and a stream that gives nothing is not asked again.
      while (!next.done && next.value === "") next = await pieces.next();
      if (next.done) return out.close();
      out.enqueue(encoder.encode(next.value));
      next = await pieces.next();
    },
    cancel: async () => {
      await pieces.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      "content-type": `${file.type}; charset=utf-8`,
      "content-disposition": `attachment; filename="${file.name}"`,
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    },
  });
}
