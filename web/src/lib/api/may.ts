import type { z } from "zod";
import type { me } from "../../../../src/api/contract/me.ts";
import { useBook } from "../route/address.ts";
import { useRead } from "./read.ts";

/** Whether the one who looks may do this in the open book; false while not known. The demo shop goes with the first books. */
export function useMay(permission: string): boolean {
  const book = useBook();
  const { data } = useRead<z.infer<typeof me>>("/me", { topics: ["books"], scope: "none" });
  const own = data?.books.find(({ slug }) => slug === (book === "demo" ? "main" : book));
  return own?.may.includes(permission) ?? false;
}
