import type { SaleSighting, Sighting } from "../../src/domain/facts/sighting.ts";
import type { Connector, Page, PulledRecord, Stream } from "../../src/spec/connector.ts";
import type { Bug } from "../bug.ts";
import type { SimPlan } from "../plan.ts";

/** Changes streams of a connector; those that `change` leaves as they are stay. */
export function onStreams(change: (stream: Stream) => Stream): NonNullable<Bug["connector"]> {
  return (connector: Connector) => ({ ...connector, streams: connector.streams.map(change) });
}

/** Changes every page of a stream as it comes. */
export function onPages(id: string, change: (page: Page) => Page): NonNullable<Bug["connector"]> {
  return onStreams((stream) => {
    if (stream.id !== id) return stream;
    return {
      ...stream,
      pull: async (context, ask) => {
        const page = await stream.pull(context, ask);
        return page.ok ? { ok: true, value: change(page.value) } : page;
      },
    };
  });
}

/** Changes every record of every stream, also those that are fetched one by one. */
export function onRecords(change: (record: PulledRecord) => PulledRecord): NonNullable<Bug["connector"]> {
  return onStreams((stream) => {
    const { fetch } = stream;
    return {
      ...stream,
      pull: async (context, ask) => {
        const page = await stream.pull(context, ask);
        return page.ok ? { ok: true, value: { ...page.value, records: page.value.records.map(change) } } : page;
      },
      ...(fetch && {
        fetch: async (context: Parameters<typeof fetch>[0], given: string) => {
          const found = await fetch(context, given);
          if (!found.ok || !found.value.record) return found;
          return { ok: true as const, value: { ...found.value, record: change(found.value.record) } };
        },
      }),
    };
  });
}

/** Changes what is said of sales. */
export function onSales(change: (sale: SaleSighting) => SaleSighting): NonNullable<Bug["connector"]> {
  const changed = (sighting: Sighting): Sighting => (sighting.kind === "sale" ? change(sighting) : sighting);
  return onRecords((record) => ({ ...record, sightings: record.sightings.map(changed) }));
}

/** A platform that hides nothing but is often out of order, and an engine that often dies: what is told must be true. */
export function honestButBroken(plan: SimPlan): SimPlan {
  const { shop, faults } = plan;
  return {
    ...plan,
    shop: { ...shop, shares: { ...shop.shares, pending: 0, disordered: 0 } },
    faults: { ...faults, shares: { "error-503": 0.3 }, spans: [] },
    wire: {},
    crashes: { commit: 0.004, call: 0.02 },
    events: [],
  };
}
