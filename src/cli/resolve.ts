import type { Command } from "commander";
import type { CliContext } from "./context.ts";
import { defineResolve } from "./steps.ts";

/** `millrace resolve`: the same as `millrace steps resolve`, beside `approve` and `reject`. */
export function define(program: Command, context: CliContext): void {
  defineResolve(program, "millrace resolve", context);
}
