import type { MappedColumn } from "./mapping.ts";

/** How exports name their columns, English and German, the surest first. */
const words: readonly (readonly [MappedColumn, string])[] = [
  [
    "id",
    "order id|order number|order no|order|invoice no|invoice number|invoice id|invoice|sale id|purchase id|transaction id|transaction number|transaction no|receipt no|receipt number|receipt|document number|payment id|charge id|reference|reference no|reference number|ref|id|bestellnummer|bestellnr|bestell nr|auftragsnummer|auftragsnr|auftrags nr|rechnungsnummer|rechnungsnr|rechnungs nr|belegnummer|belegnr|beleg nr|transaktionscode|transaktionsnummer|transaktions id|vorgangsnummer",
  ],
  [
    "at",
    "order date|sale date|invoice date|purchase date|transaction date|payment date|date|datetime|date time|timestamp|created at|created|created utc|date created|paid at|completed at|bestelldatum|auftragsdatum|rechnungsdatum|verkaufsdatum|kaufdatum|buchungsdatum|belegdatum|datum|zeitpunkt|erstellt am|bezahlt am",
  ],
  ["time", "order time|sale time|purchase time|time|uhrzeit|zeit"],
  [
    "product",
    "sku|stock code|product code|product id|product number|item code|item id|item number|listing id|artikelnummer|artikelnr|artikel nr|produktnummer|produkt id",
  ],
  [
    "productName",
    "product name|item name|product title|item title|product|item|title|description|lineitem name|artikelname|artikelbezeichnung|produktname|artikel|produkt|bezeichnung|beschreibung",
  ],
  ["quantity", "quantity|qty|units|number of items|count|menge|anzahl|stuckzahl|stueckzahl"],
  ["unitPrice", "unit price|price per unit|price each|item price|price|einzelpreis|stuckpreis|stueckpreis|preis"],
  [
    "amount",
    "total amount|order total|grand total|gross amount|gross|sale price|total price|total|amount|revenue|gesamtbetrag|gesamtpreis|rechnungsbetrag|bruttobetrag|brutto|betrag|gesamt|summe|umsatz",
  ],
  [
    "fee",
    "fee|fees|platform fee|transaction fee|processing fee|commission|gebuhr|gebuehr|gebuhren|gebuehren|provision",
  ],
  [
    "refunded",
    "refunded amount|amount refunded|refund amount|total refunded|refunded|refund|erstatteter betrag|erstattungsbetrag|ruckerstattung|rueckerstattung|erstattung|erstattet",
  ],
  ["currency", "currency|currency code|wahrung|waehrung"],
  [
    "country",
    "country|country code|billing country|shipping country|ship country|buyer country|land|rechnungsland|lieferland",
  ],
  ["status", "payment status|order status|financial status|status|zahlungsstatus|bestellstatus"],
  ["buyerEmail", "buyer email|customer email|purchase email|email|email address|e mail|e mail adresse|e mail address"],
  ["buyerId", "customer id|customer number|buyer id|client id|kundennummer|kundennr|kunden nr|kunden id"],
  ["buyerName", "buyer name|customer name|full name|buyer|customer|client|kundenname|kaufer|kaeufer|kunde"],
];

/** The columns of a header that bear a known name, by what they mean. Each column is used once. */
export function namedColumns(header: readonly string[]): Partial<Record<MappedColumn, string>> {
  const byWord = new Map<string, string>();
  for (const name of header) {
    const word = plainWord(name);
    if (!byWord.has(word)) byWord.set(word, name);
  }
  const found: Partial<Record<MappedColumn, string>> = {};
  for (const [column, list] of words) {
    const word = list.split("|").find((one) => byWord.has(plainWord(one)));
    if (word !== undefined) found[column] = String(byWord.get(plainWord(word)));
  }
  return found;
}

/** Letters and digits only, without case, accents and what stands in brackets: `Sale Price ($)` is `saleprice`. */
function plainWord(name: string): string {
  const bare = name
    .replace(/\([^)]*\)/g, "")
    .normalize("NFD")
    .toLowerCase();
  return bare.replace(/[^\p{L}\p{N}]/gu, "");
}
