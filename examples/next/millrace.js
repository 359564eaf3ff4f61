/** One for the whole process: Next loads modules again when files change. */
export function millrace() {
  globalThis.millrace ??= open();
  return globalThis.millrace;
}

async function open() {
  // Millrace runs as it is, with its database driver: nothing of it belongs into a bundle.
  const { createMillrace } = await import(/* turbopackIgnore: true */ /* webpackIgnore: true */ "millrace");
  const opened = await createMillrace({ dataDir: process.env.DATA_DIR ?? "millrace-data", mountPath: "/millrace" });
  await opened.start();
  // Next ends its own server at the same signal; the books are closed in order beside it.
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => opened.stop().then(() => process.exit(0)));
  return opened;
}
