type Option = { readonly value: string; readonly text: string };

/** Every zone this browser knows, and `more`, which the books may know beside them. */
export function zones(more: string): readonly Option[] {
  const all = new Set([...Intl.supportedValuesOf("timeZone"), "UTC", ...(more === "auto" ? [] : [more])]);
  return [...all].sort().map((value) => ({ value, text: value.replaceAll("_", " ") }));
}
