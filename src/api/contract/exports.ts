import { z } from "zod";

/** A part of the history that can be taken out. */
export const historyPart = z.enum(["actions", "reports"], { error: "Give one of: actions, reports." });
