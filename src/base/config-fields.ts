/** What every field of the configuration has. */
type Common = {
  /** The environment variable; it wins over the file. */
  readonly env: string;
  /** Whether the configuration file may hold it too. The keys may not: the file lies beside what they protect. */
  readonly inFile: boolean;
  /** Never shown, never exported. */
  readonly secret: boolean;
  /** One line for people. */
  readonly help: string;
};

export type ChoiceField = Common & {
  readonly type: "choice";
  readonly choices: readonly string[];
  readonly default: string;
};
export type IntegerField = Common & {
  readonly type: "integer";
  readonly min: number;
  readonly max: number;
  readonly default: number;
};
/** Text of a given form; absent when not set, unless it has a default. */
export type TextField = Common & {
  readonly type: "text";
  readonly form: "path" | "host" | "postgres-url" | "loopback-url" | "public-url" | "any";
  readonly default: string | undefined;
  /** What the documentation says in place of a default that depends on the machine. */
  readonly defaultHelp?: string;
};

export type ConfigField = ChoiceField | IntegerField | TextField;

/**
 * The whole configuration: one table from which values are read and checked, the guide's table is written, and
 * `millrace config` prints. A new setting is a new row here, and nothing else.
 */
export const configFields = {
  environment: {
    env: "MILLRACE_ENV",
    type: "choice",
    choices: ["production", "development", "test"],
    default: "production",
    inFile: true,
    secret: false,
    help: "What this installation is for; development and test say more and check more.",
  },
  dataDir: {
    env: "MILLRACE_DATA_DIR",
    type: "text",
    form: "path",
    default: undefined,
    defaultHelp:
      "`$XDG_DATA_HOME/millrace` or `~/.local/share/millrace`; on macOS `~/Library/Application Support/millrace`; on Windows `%LOCALAPPDATA%\\millrace`",
    inFile: false,
    secret: false,
    help: "The directory with the books, the key, the configuration file, the inbox and the logs.",
  },
  logLevel: {
    env: "MILLRACE_LOG_LEVEL",
    type: "choice",
    choices: ["debug", "info", "warn", "error", "silent"],
    default: "info",
    inFile: true,
    secret: false,
    help: "The least important events that are logged.",
  },
  maxConcurrent: {
    env: "MILLRACE_MAX_CONCURRENT",
    type: "integer",
    min: 1,
    max: 64,
    default: 4,
    inFile: true,
    secret: false,
    help: "How many pieces of background work run at the same time.",
  },
  strategies: {
    env: "MILLRACE_STRATEGIES",
    type: "text",
    form: "any",
    default: undefined,
    defaultHelp: "none: those that come along",
    inFile: true,
    secret: false,
    help: "Strategies beside those that come along, separated by commas: names of packages installed in `strategies` of the data directory, or paths of folders. Each asks for its rights once.",
  },
  maxConcurrentStrategies: {
    env: "MILLRACE_MAX_CONCURRENT_STRATEGIES",
    type: "integer",
    min: 1,
    max: 16,
    default: 2,
    inFile: true,
    secret: false,
    help: "How many strategies run at the same time; of those that wait, the one with the highest priority is next.",
  },
  maxDailyActions: {
    env: "MILLRACE_MAX_DAILY_ACTIONS",
    type: "integer",
    min: 0,
    max: 10_000,
    default: 50,
    inFile: true,
    secret: false,
    help: "How many new proposals all strategies together may make in a day.",
  },
  strategyMemoryMb: {
    env: "MILLRACE_STRATEGY_MEMORY_MB",
    type: "integer",
    min: 32,
    max: 4_096,
    default: 256,
    inFile: true,
    secret: false,
    help: "Memory in megabytes that a strategy may take; one that takes more is stopped.",
  },
  strategySeconds: {
    env: "MILLRACE_STRATEGY_SECONDS",
    type: "integer",
    min: 1,
    max: 600,
    default: 30,
    inFile: true,
    secret: false,
    help: "Seconds that one run of a strategy may take; one that takes longer is stopped.",
  },
  port: {
    env: "MILLRACE_PORT",
    type: "integer",
    min: 0,
    max: 65_535,
    default: 8420,
    inFile: true,
    secret: false,
    help: "Port of the dashboard and the API; 0 takes any free one.",
  },
  host: {
    env: "MILLRACE_HOST",
    type: "text",
    form: "host",
    default: "127.0.0.1",
    inFile: true,
    secret: false,
    help: "Address to listen on. The default is reachable from this machine only; anything else has to be set here.",
  },
  publicUrl: {
    env: "MILLRACE_PUBLIC_URL",
    type: "text",
    form: "public-url",
    default: undefined,
    defaultHelp: "none: this machine's own names only, and platforms are asked by schedule",
    inFile: true,
    secret: false,
    help: "The address under which a proxy with TLS leads to this engine: for people, and for the pings of platforms. With a path in it, it is for pings alone (`<that>/pings/…`), and no page answers under its name.",
  },
  sandbox: {
    env: "MILLRACE_SANDBOX",
    type: "text",
    form: "loopback-url",
    default: undefined,
    defaultHelp: "none: the real platforms",
    inFile: false,
    secret: false,
    help: "Speak to simulated platforms there instead of the real ones: `<that>/<platform>/…`. On this machine only.",
  },
  demo: {
    env: "MILLRACE_DEMO",
    type: "choice",
    choices: ["auto", "off"],
    default: "auto",
    inFile: true,
    secret: false,
    help: "Whether a demo shop runs, on a database of its own, while nothing is connected and nothing was imported.",
  },
  databaseUrl: {
    env: "MILLRACE_DATABASE_URL",
    type: "text",
    form: "postgres-url",
    default: undefined,
    defaultHelp: "none: the encrypted file in the data directory",
    inFile: true,
    secret: true,
    help: "A PostgreSQL database to keep the books in, `postgres://user:password@host/database`.",
  },
  cipher: {
    env: "MILLRACE_CIPHER",
    type: "choice",
    choices: ["chacha20", "aegis"],
    default: "chacha20",
    inFile: true,
    secret: false,
    help: "Cipher of a database file that is newly made; both are authenticated.",
  },
  key: {
    env: "MILLRACE_KEY",
    type: "text",
    form: "any",
    default: undefined,
    defaultHelp: "none: the next way is taken",
    inFile: false,
    secret: true,
    help: "The encryption key itself: 64 hex digits or 43 characters of base64.",
  },
  keyFile: {
    env: "MILLRACE_KEY_FILE",
    type: "text",
    form: "path",
    default: undefined,
    defaultHelp: "none: the passphrase if there is one, else `millrace.key` in the data directory",
    inFile: true,
    secret: false,
    help: "A file that holds the encryption key.",
  },
  passphrase: {
    env: "MILLRACE_PASSPHRASE",
    type: "text",
    form: "any",
    default: undefined,
    defaultHelp: "none",
    inFile: false,
    secret: true,
    help: "A passphrase that the encryption key is made from, together with `millrace.salt` in the data directory.",
  },
} as const satisfies Record<string, ConfigField>;

export type ConfigKey = keyof typeof configFields;

/** The keys in the order of the table. */
export const configKeys = Object.keys(configFields) as readonly ConfigKey[];
