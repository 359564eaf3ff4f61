/** Names of the shared workers that hold a line: that of one's own books, and that of the demo shop. */
export const ownLine = "millrace-live";
export const demoLine = "millrace-live-demo";

/** Where the line of this name leads. */
export const liveAddress = (name: unknown): string => (name === demoLine ? "/api/v1/live?book=demo" : "/api/v1/live");
