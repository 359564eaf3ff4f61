import { openSqlite } from "../store/open-sqlite.ts";
import { roadLaws } from "./testing/road-laws.ts";

roadLaws("SQLite", async () => openSqlite({ path: ":memory:" }));
