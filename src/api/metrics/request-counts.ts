/** How many requests each route answered with which kind of status, since the start. */
export type Counts = {
  add(route: string, status: number): void;
  each(): readonly { readonly route: string; readonly status: string; readonly count: number }[];
};

export function openCounts(): Counts {
  const counts = new Map<string, number>();
  return {
    add: (route, status) => {
      const key = `${route}\n${Math.floor(status / 100)}xx`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    },
    each: () =>
      [...counts].map(([key, count]) => {
        const [route = "", status = ""] = key.split("\n");
        return { route, status, count };
      }),
  };
}
