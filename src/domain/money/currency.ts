/** An ISO 4217 code that `currencyExponent` knows, e.g. "USD". */
export type CurrencyCode = string;

/** Minor-unit exponents other than two, from ISO 4217 list one. */
const unusualExponents: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
};

/** Active ISO 4217 codes that a seller can be paid in (funds codes, metals and test codes are left out on purpose). */
const activeCodes =
  "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG";

const exponents: ReadonlyMap<string, number> = new Map(
  activeCodes.split(" ").map((code) => [code, unusualExponents[code] ?? 2]),
);

/** Digits after the point of the currency's minor unit (2 for USD, 0 for JPY), or undefined for a code that is not active. */
export function currencyExponent(code: string): number | undefined {
  return exponents.get(code);
}

/** Every code the books can hold, with its exponent. */
export function allCurrencies(): ReadonlyMap<CurrencyCode, number> {
  return exponents;
}
