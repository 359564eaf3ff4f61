import { openTestBooks } from "../intake/testing/books.ts";
import { pastLaws } from "./testing/past-laws.ts";

pastLaws("SQLite", () => openTestBooks());
