import type { z } from "zod";
import type { me } from "../../../../src/api/contract/me.ts";
import { useRead } from "../../lib/api/read.ts";
import { useBook } from "../../lib/route/address.ts";

/** Whether the one who looks may book what arrived; false while not known. */
export function useMayBook(): boolean {
  const book = useBook();
  const { data } = useRead<z.infer<typeof me>>("/me", { topics: ["books"], scope: "none" });
  // Whoever may do something with the owner's books may do it with the demo shop's.
  const own = data?.books.find(({ slug }) => slug === (book === "demo" ? "main" : book));
  return own?.may.includes("approve") ?? false;
}
