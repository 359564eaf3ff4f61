import { type EngineKind, type Migration, portable } from "./migration.ts";

/**
 * What is not right and since when, the places where messages go, every message to each of them, and what a person
 * has to do. `alert_memory` is what the alert rules keep of one matter between two looks.
 */
const tables = [
  `CREATE TABLE alert_memory(key TEXT PRIMARY KEY, state TEXT NOT NULL)`,
  `CREATE TABLE alert(
     id ID, key TEXT NOT NULL, severity TEXT NOT NULL CHECK(severity IN('serious','worth-a-look','minor')), title TEXT NOT NULL,
     lines TEXT NOT NULL, since INT NOT NULL, seen_at INT NOT NULL, times INT NOT NULL, told_at INT, acknowledged_at INT,
     acknowledged_by TEXT, over_at INT, CHECK((acknowledged_at IS NULL)=(acknowledged_by IS NULL)))`,
  `CREATE UNIQUE INDEX alert_open ON alert(key) WHERE over_at IS NULL`,
  `CREATE INDEX alert_over ON alert(over_at) WHERE over_at IS NOT NULL`,
  `CREATE TABLE sink(
     id ID, name TEXT NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL CHECK(state IN('on','removed')), key_id INT REFERENCES data_key(id),
     settings BYTES NOT NULL, least TEXT NOT NULL CHECK(least IN('serious','worth-a-look','minor','none')),
     reports INT NOT NULL CHECK(reports IN(0,1)), created_at INT NOT NULL, sent_at INT, failure TEXT, failing_since INT)`,
  `CREATE UNIQUE INDEX sink_name ON sink(name) WHERE state='on'`,
  `CREATE TABLE sent_message(
     id ID, sink_id INT NOT NULL REFERENCES sink(id), message_key TEXT NOT NULL, message TEXT NOT NULL, made_at INT NOT NULL,
     state TEXT NOT NULL CHECK(state IN('waiting','sent','dead')), tries INT NOT NULL, ended_at INT, note TEXT NOT NULL,
     UNIQUE(sink_id,message_key), CHECK((state='waiting')=(ended_at IS NULL)))`,
  `CREATE INDEX sent_message_waiting ON sent_message(made_at) WHERE state='waiting'`,
  `CREATE INDEX sent_message_ended ON sent_message(ended_at) WHERE state<>'waiting'`,
  `CREATE TABLE human_step(
     id ID, book_id INT NOT NULL REFERENCES book(id), kind TEXT NOT NULL, step_key TEXT NOT NULL, title TEXT NOT NULL, body TEXT NOT NULL,
     copies TEXT NOT NULL, link TEXT, input TEXT NOT NULL CHECK(input IN('none','text','choice','file','code')), choices TEXT NOT NULL,
     verifier TEXT, due_at INT, state TEXT NOT NULL CHECK(state IN('open','answered','done','cancelled','expired')),
     key_id INT REFERENCES data_key(id), answer BYTES, created_at INT NOT NULL, created_by TEXT NOT NULL, answered_at INT,
     ended_at INT, ended_by TEXT, note TEXT NOT NULL, CHECK((state IN('open','answered'))=(ended_at IS NULL)),
     CHECK((key_id IS NULL)=(answer IS NULL)))`,
  `CREATE UNIQUE INDEX human_step_open ON human_step(book_id,step_key) WHERE ended_at IS NULL`,
  `CREATE INDEX human_step_ended ON human_step(ended_at) WHERE ended_at IS NOT NULL`,
];

const grants = [
  `DO $do$ BEGIN
     IF EXISTS(SELECT 1 FROM pg_roles WHERE rolname='millrace_app') THEN
       GRANT SELECT, INSERT, UPDATE, DELETE ON alert_memory, alert, sink, sent_message, human_step TO millrace_app;
       GRANT USAGE ON ALL SEQUENCES IN SCHEMA millrace TO millrace_app;
     END IF; END $do$`,
];

export const alertTables: Migration = {
  name: "0010-alert-tables",
  statements: (engine: EngineKind) => [
    ...tables.map((text) => portable(engine, text)),
    ...(engine === "postgres" ? grants : []),
  ],
};
