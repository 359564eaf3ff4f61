import { CompiledQuery, type Kysely, sql } from "kysely";
import type { Handle } from "./handle.ts";
import { migrationTable } from "./migrate.ts";
import { migrations } from "./migrations/all.ts";
import type { Database } from "./schema.ts";

/** Thrown to leave the comparison's transaction without keeping anything of it. */
class Discard extends Error {}

type Part = { readonly name: string; readonly text: string };

/**
 * Describes one schema of the connected database from the catalogue: columns, constraints, indexes, triggers with
 * whether they are enabled, functions with their settings, and what the application role may do. The schema's own
 * name is replaced, so that two schemas can be compared.
 */
export async function describePostgresSchema(store: Handle, schema: string): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<Part>`
    WITH tables AS (SELECT c.oid, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid=c.relnamespace
      WHERE n.nspname=${schema} AND c.relkind IN ('r','p','v','m'))
    SELECT 'table '||t.relname AS name, string_agg(a.attname||' '||format_type(a.atttypid,a.atttypmod)
        ||CASE WHEN a.attnotnull THEN ' not null' ELSE '' END||' '||a.attidentity::text||coalesce(' '||a.attacl::text,'')
        ||coalesce(' default '||pg_get_expr(d.adbin,d.adrelid),''), ', ' ORDER BY a.attname) AS text
      FROM tables t JOIN pg_attribute a ON a.attrelid=t.oid AND a.attnum>0 AND NOT a.attisdropped
      LEFT JOIN pg_attrdef d ON d.adrelid=t.oid AND d.adnum=a.attnum GROUP BY t.relname
    UNION ALL SELECT 'constraint '||t.relname||'.'||k.conname, pg_get_constraintdef(k.oid)||CASE WHEN k.convalidated THEN '' ELSE ' NOT VALID' END
      FROM tables t JOIN pg_constraint k ON k.conrelid=t.oid
    UNION ALL SELECT 'index '||i.relname, pg_get_indexdef(i.oid)
      FROM tables t JOIN pg_index x ON x.indrelid=t.oid JOIN pg_class i ON i.oid=x.indexrelid
    UNION ALL SELECT 'trigger '||g.tgname, pg_get_triggerdef(g.oid)||' '||g.tgenabled::text
      FROM tables t JOIN pg_trigger g ON g.tgrelid=t.oid WHERE NOT g.tgisinternal
    UNION ALL SELECT 'trigger of key '||k.conname||' '||g.tgtype::text, g.tgenabled::text
      FROM tables t JOIN pg_trigger g ON g.tgrelid=t.oid JOIN pg_constraint k ON k.oid=g.tgconstraint WHERE g.tgisinternal AND g.tgenabled<>'O'
    UNION ALL SELECT 'rule '||r.rulename, pg_get_ruledef(r.oid) FROM tables t JOIN pg_rewrite r ON r.ev_class=t.oid
    UNION ALL SELECT 'function '||p.proname, pg_get_functiondef(p.oid)
      FROM pg_proc p JOIN pg_namespace n ON n.oid=p.pronamespace WHERE n.nspname=${schema}
    UNION ALL SELECT 'rights of '||g.grantee||' on '||g.table_name, string_agg(g.privilege_type, ' ' ORDER BY g.privilege_type)
      FROM information_schema.table_privileges g
      WHERE g.table_schema=${schema} AND g.grantee IN ('millrace_app','PUBLIC') GROUP BY g.grantee, g.table_name
  `.execute(store.q);
  return new Map(rows.map((row) => [row.name, normalised(row.text, schema)]));
}

/**
 * The same description of a schema made this moment by our own steps and thrown away with its transaction. Nothing
 * else can tell how this server's version prints a definition.
 */
export async function expectedPostgresSchema(store: Handle): Promise<ReadonlyMap<string, string>> {
  let expected: ReadonlyMap<string, string> | undefined;
  const build = async (q: Kysely<Database>): Promise<never> => {
    await sql`CREATE SCHEMA millrace_fresh`.execute(q);
    await sql`SET LOCAL search_path=millrace_fresh`.execute(q);
    const texts = [migrationTable("postgres"), ...migrations.flatMap((step) => step.statements("postgres"))];
    for (const text of texts) await q.executeQuery(CompiledQuery.raw(text.replace(/\bmillrace\b/g, "millrace_fresh")));
    expected = await describePostgresSchema({ engine: "postgres", q }, "millrace_fresh");
    throw new Discard();
  };
  await store.q
    .transaction()
    .execute(build)
    .catch((cause: unknown) => {
      if (!(cause instanceof Discard)) throw cause;
    });
  return expected ?? new Map();
}

/** Whether the connected user may keep and compare the schema; a member of the application role alone may not. */
export async function mayCreateSchemas(store: Handle): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`
    SELECT has_database_privilege(current_database(),'CREATE') AS may`.execute(store.q);
  return rows[0]?.may === true;
}

function normalised(text: string, schema: string): string {
  return text.replaceAll(new RegExp(`\\b${schema}\\b\\.?`, "g"), "");
}
