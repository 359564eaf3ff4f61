/** The columns of PayPal's files under their English and German names; the statement calls some otherwise. */
export const columns = {
  date: ["Date", "Datum"],
  time: ["Time", "Uhrzeit"],
  zone: ["TimeZone", "Time Zone", "Time zone", "Zeitzone"],
  type: ["Type", "Typ", "Description", "Beschreibung"],
  status: ["Status"],
  currency: ["Currency", "Währung"],
  gross: ["Gross", "Brutto"],
  fee: ["Fee", "Fees", "Gebühr", "Entgelt"],
  net: ["Net", "Netto"],
  id: ["Transaction ID", "Transaktionscode"],
  reference: ["Reference Txn ID", "Zugehöriger Transaktionscode", "Txn-Referenzkennung"],
  name: ["Name"],
  fromEmail: ["From Email Address", "Absender E-Mail-Adresse"],
  itemTitle: ["Item Title", "Artikelbezeichnung"],
  itemId: ["Item ID", "Artikelnummer"],
  quantity: ["Quantity", "Anzahl"],
  shipping: ["Shipping and Handling Amount", "Versand- und Bearbeitungsgebühr"],
  tax: ["Sales Tax", "Umsatzsteuer"],
  invoice: ["Invoice Number", "Invoice ID", "Rechnungsnummer"],
  country: ["Country", "Land"],
  countryCode: ["Country Code", "Ländervorwahl"],
  impact: ["Balance Impact", "Auswirkung auf Guthaben"],
  event: ["Transaction Event Code", "Transaktionsereigniscode"],
} as const;

/** Names that only the German files have. */
export const germanOnly = ["Datum", "Uhrzeit", "Währung", "Brutto", "Transaktionscode"] as const;
