/** One mail address: what a mail server can be told without any doubt. */
export type MailAddress = { readonly address: string; readonly domain: string };

const shape =
  /^([A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64})@((?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){0,8}[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)$/;

/** Reads `ann@example.com`; names, quotes, comments and line ends are not taken. International domains as `xn--…`. */
export function mailAddress(text: string): MailAddress | undefined {
  const [address, , domain] = text.length > 254 ? [] : (shape.exec(text.trim()) ?? []);
  return address === undefined || domain === undefined ? undefined : { address, domain };
}

/** Reads addresses with commas between them; undefined if one of them is none, or there is not one to ten of them. */
export function mailAddresses(text: string): readonly MailAddress[] | undefined {
  const all = text.split(",").map(mailAddress);
  const read = all.filter((one) => one !== undefined);
  return read.length === all.length && read.length <= 10 ? read : undefined;
}
