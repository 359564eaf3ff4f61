import { openTestBooks } from "../intake/testing/books.ts";
import { accessLaws } from "./testing/access-laws.ts";

accessLaws("SQLite", () => openTestBooks());
