/** @type {import("next").NextConfig} */
export default {
  // Its own folder, also where it lies inside a larger checkout.
  turbopack: { root: import.meta.dirname },
  outputFileTracingRoot: import.meta.dirname,
};
