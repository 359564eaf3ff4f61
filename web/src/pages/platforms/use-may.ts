import type { z } from "zod";
import type { me } from "../../../../src/api/contract/me.ts";
import { useRead } from "../../lib/api/read.ts";
import { useBook } from "../../lib/route/address.ts";

/** The owner's own books, where accounts are connected even while the demo shop is looked at. */
export function useOwnBook(): string {
  const book = useBook();
  return book === "demo" ? "main" : book;
}

/** Whether the one who looks may do this; false while not known. */
export function useMay(permission: "operate" | "configure"): boolean {
  const own = useOwnBook();
  const { data } = useRead<z.infer<typeof me>>("/me", { topics: ["books"], scope: "none" });
  return data?.books.find(({ slug }) => slug === own)?.may.includes(permission) ?? false;
}
