// pm2 start deploy/ecosystem.config.cjs
const path = require("node:path");

const root = path.resolve(__dirname, "..");

module.exports = {
  apps: [
    {
      name: "millrace",
      cwd: root,
      script: "bin/millrace.mjs",
      args: "start",
      // The Node that `npm ci` brought along, whatever the system has.
      interpreter: path.join(root, "node_modules", ".bin", "node"),
      // One process owns the books; a second one is refused by Millrace itself.
      exec_mode: "fork",
      instances: 1,
      kill_timeout: 30_000,
      max_restarts: 10,
      exp_backoff_restart_delay: 200,
    },
  ],
};
