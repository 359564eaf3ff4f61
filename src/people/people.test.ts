import { openSqlite } from "../store/open-sqlite.ts";
import { peopleLaws } from "./testing/people-laws.ts";

peopleLaws("SQLite", async () => openSqlite({ path: ":memory:" }));
