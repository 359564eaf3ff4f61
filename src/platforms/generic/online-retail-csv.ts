import type { FileProfile } from "../../spec/file-profile.ts";
import { explain } from "./explain.ts";
import { columnKey, type Mapping } from "./mapping.ts";
import { openMapped } from "./open-mapped.ts";

const header = [
  "InvoiceNo",
  "StockCode",
  "Description",
  "Quantity",
  "InvoiceDate",
  "UnitPrice",
  "CustomerID",
  "Country",
];

/**
 * The public Online Retail data set (Chen, D., 2015, DOI 10.24432/C5BW33): invoice lines of a gift shop. Invoices that
 * begin with C are cancellations, with A adjustments for bad debt. It names neither its currency nor its time zone.
 */
export const onlineRetailMapping: Mapping = {
  source: "online-retail",
  title: "Online Retail, invoice lines",
  columns: {
    id: "InvoiceNo",
    at: "InvoiceDate",
    product: "StockCode",
    productName: "Description",
    quantity: "Quantity",
    unitPrice: "UnitPrice",
    country: "Country",
    buyerId: "CustomerID",
  },
  rows: "lines",
  timeFormat: "ymd",
  decimal: ".",
  kinds: [
    { prefix: "C", nature: "refund" },
    { prefix: "A", nature: "adjustment" },
    { prefix: "", nature: "sale" },
  ],
};

export const profile: FileProfile = {
  id: "online-retail",
  title: "Online Retail, invoice lines",
  source: onlineRetailMapping.source,
  recognise: (names) =>
    names.length === header.length && names.every((name, i) => columnKey(name) === columnKey(String(header[i])))
      ? 1
      : 0,
  open: (context) => openMapped(onlineRetailMapping, context),
  describe: (context) => explain(onlineRetailMapping, context.header),
};
