import { describe, expect, it } from "vitest";
import type { Figures, Report } from "../../insight/report/report.ts";
import type { BookStatus, Status } from "../../operations/status.ts";
import { statusPage } from "./status-page.ts";

const figures = (currency: string, more: Partial<Figures> = {}): Figures => ({
  currency,
  sales: 2,
  refunds: 0,
  gross: "100.00",
  refunded: "0.00",
  fees: "0.00",
  taxes: "0.00",
  chargebacks: "0.00",
  adjustments: "0.00",
  net: "100.00",
  residue: "0",
  ...more,
});

const month = (totals: readonly Figures[], more: Partial<Report> = {}): Report => ({
  book: "main",
  timeZone: "Africa/Nairobi",
  period: { from: "2026-11-01", to: "2026-11-30" },
  grouping: "source",
  madeAt: "2026-11-20T09:00:00.000Z",
  totals,
  lines: [],
  completeness: { state: "complete", sources: [], incompleteSales: 0 },
  ...more,
});

const book = (more: Partial<BookStatus> = {}): BookStatus => ({
  slug: "main",
  name: "Savanna Icons",
  homeCurrency: "KES",
  timeZone: "Africa/Nairobi",
  month: month([figures("EUR"), figures("KES", { net: "64500.00", gross: "70000.00", fees: "5500.00" })]),
  monthIsCurrent: true,
  headline: "",
  completeness: "Complete: every source was read to the end of this time.",
  completenessReasons: [],
  imports: [],
  platforms: [],
  importsTotal: 0,
  ...more,
});

const status = (more: Partial<Status> = {}): Status => ({
  state: "running",
  demo: false,
  version: "1.2.3",
  startedAt: "2026-11-20T08:00:00.000Z",
  now: "2026-11-20T09:00:00.000Z",
  dataDir: "/data",
  database: "/data/millrace.db",
  inbox: "/data/inbox",
  log: "/data/logs/millrace.log",
  books: [book()],
  matters: [],
  ...more,
});

const page = (more: Partial<Status> = {}): string => String(statusPage(status(more)));
const pageOf = (more: Partial<BookStatus>): string => page({ books: [book(more)] });

describe("the status page", () => {
  it("shows the home currency first and large, and each currency's race apart", () => {
    const text = page();
    expect(text.indexOf("64,500<small>.00 KES</small>")).toBeLessThan(text.indexOf("100<small>.00 EUR</small>"));
    expect(text).toContain("<caption>KES</caption>");
    expect(text).toContain("<caption>EUR</caption>");
    expect(text).toContain("\u22125,500.00");
  });

  it("draws a band for what is there, in proportion, and none for what is not", () => {
    const whole = pageOf({ month: month([figures("KES", { fees: "25.00", net: "75.00" })]) });
    expect(whole).toContain('<rect class="water" x="0.00%" y="0" width="100.00%"');
    expect(whole).toContain('<rect class="taken" x="75.00%" y="0" width="25.00%"');
    expect(whole).toContain('<rect class="water" x="0.00%" y="0" width="75.00%"');
    const onlyRefunds = pageOf({
      month: month([figures("KES", { sales: 0, refunds: 1, gross: "0.00", refunded: "5.00", net: "-5.00" })]),
    });
    expect(onlyRefunds).toContain("1 refund<");
    expect(onlyRefunds).not.toContain("<rect");
  });

  it("says zero only where it is known to be zero", () => {
    expect(pageOf({ month: month([]) })).toContain("0.00 <small>KES</small>");
    const unread = month([], { completeness: { state: "nothing-read", sources: [], incompleteSales: 0 } });
    const text = pageOf({ month: unread, completeness: "Nothing has been imported yet." });
    expect(text).toContain("Not known yet");
    expect(text).not.toContain("0.00");
  });

  it("shows the first reasons for an incomplete sum and folds the others away", () => {
    const completeness = { state: "at-least", sources: [], incompleteSales: 0 } as const;
    const reasons = ["etsy: one.", "kofi: two.", "mpesa: three.", "paypal: four.", "stripe: five."];
    const text = pageOf({
      month: month([], { completeness }),
      completeness: "At least, because not everything was read:",
      completenessReasons: reasons,
    });
    expect(text).toContain("<b>At least,</b> because not everything was read:");
    expect(text).toMatch(
      /mpesa: three\.<\/li><\/ul><details><summary>2 more<\/summary><ul class="reasons"><li>paypal: four\./,
    );
  });

  it("tells an older month apart from this one", () => {
    expect(pageOf({ monthIsCurrent: false })).toContain("the newest month with anything booked");
  });

  it("lists platforms where there are several, with their currencies where they differ", () => {
    const line = (name: string, f: Figures) => ({ key: name, name, figures: [f] });
    const one = pageOf({ month: month([figures("KES")], { lines: [line("mpesa", figures("KES"))] }) });
    expect(one).not.toContain("By platform");
    const two = pageOf({
      month: month([figures("KES")], { lines: [line("mpesa", figures("KES")), line("etsy", figures("KES"))] }),
    });
    expect(two).toContain("By platform");
    expect(two).not.toContain("100.00 KES");
    const mixed = pageOf({
      month: month([figures("KES")], { lines: [line("mpesa", figures("KES")), line("etsy", figures("EUR"))] }),
    });
    expect(mixed).toContain("100.00 EUR");
  });

  it("lists the last imports, and how many came before", () => {
    const rows = { read: 1_300, booked: 1, known: 1_200, refused: 99 };
    const at = "2026-11-20T08:30:00.000Z";
    const imports = (["done", "stopped", "running"] as const).map((state, i) => ({
      id: String(i),
      file: `<b>${state}.csv`,
      source: "etsy",
      state,
      rows: state === "done" ? rows : { read: 0, booked: 0, known: 0, refused: 0 },
      startedAt: at,
      finishedAt: state === "running" ? null : at,
    }));
    const text = pageOf({ imports, importsTotal: 5 });
    expect(text).toContain("&lt;b&gt;done.csv");
    expect(text).toContain("Read to its end 20 Nov 2026 11:30 · 1 row booked, 1,200 already known, 99 refused");
    expect(text).toContain("Broke off 20 Nov 2026 11:30 · 0 rows booked");
    expect(text).toContain("Reading since");
    expect(text).toContain("and 2 before;");
  });

  it("says what to look at, with what to do where that is known", () => {
    expect(page()).toContain("Nothing.");
    const matters = [
      { code: "a", sentence: "No back-up was made yet.", fix: "millrace backup <file> makes one." },
      { code: "b", sentence: "The inbox cannot be read." },
    ];
    const text = page({ matters });
    expect(text).toContain('<span class="chip">2</span>');
    expect(text).toContain("millrace backup &lt;file&gt; makes one.");
    expect(text).toContain("<li><p>The inbox cannot be read.</p></li>");
  });

  it("gives each business its own part", () => {
    const text = page({ books: [book(), book({ slug: "second", name: "Second shop" })] });
    expect(text.match(/<h1>/g)).toHaveLength(2);
    expect(text.match(/Where things are/g)).toHaveLength(1);
    expect(page({ books: [] })).toContain("Running since 20 Nov 2026 08:00");
  });
});
