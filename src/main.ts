/** Runs one command line; `args` are the words after the program's name. Resolves to the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  process.stderr.write(`Millrace does not know the command "${args.join(" ")}" yet.\n`);
  return 2;
}
