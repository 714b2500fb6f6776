import { readFileSync } from "node:fs";
import type { Client } from "pg";
import { describe, expect, it } from "vitest";
import type { Catalog } from "../../server/src/catalog/catalog.ts";
import { callersOf, readersOf } from "../../server/src/catalog/readers.ts";
import { isRunTimeName } from "../../server/src/catalog/runTimeNames.ts";
import { isTable, isView } from "../../server/src/catalog/relations.ts";
import { analyseFixture } from "../rules/fixture.ts";
import { freshDatabase, testedMajors } from "../support/servers.ts";

/*
 * Who may read tables and views, and call routines, is what servers have in their privileges, after each statement of the rules' fixtures that
 * speak of what is lost with one.
 */

const fixtures = (
  [
    ["drops-view", "", 40],
    ["renames-table", "", 30],
    ["drops-object", "-- Where not everybody may call", 20],
    ["opens-access", "-- A routine that is dropped and made again", 25],
  ] as const
).map(([rule, from, least]) => {
  const text = readFileSync(new URL(`../rules/fixtures/${rule}.sql`, import.meta.url), "utf8");
  return { rule, least, text: text.slice(text.indexOf(from)) };
});

/** A role is the server's, and other tests have made it so. */
const roles = ["app", "app_web"].map(
  (role) =>
    `DO $$ BEGIN CREATE ROLE ${role} SUPERUSER; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`,
);

const granted = `
  SELECT c.relname AS relation, coalesce(r.rolname, 'public') AS role
    FROM pg_class c CROSS JOIN aclexplode(c.relacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
   WHERE c.relkind IN ('v', 'm', 'r', 'p') AND c.relnamespace = 'public'::regnamespace
     AND a.privilege_type = 'SELECT' AND a.grantee <> c.relowner
  UNION ALL
  SELECT p.proname, coalesce(r.rolname, 'public')
    FROM pg_proc p CROSS JOIN aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
    LEFT JOIN pg_roles r ON r.oid = a.grantee
   WHERE p.pronamespace = 'public'::regnamespace AND a.grantee <> p.proowner`;

describe.each(testedMajors)("who may read tables and views, and call routines on PostgreSQL %i", (major) => {
  it.each(fixtures)("is what was granted and is still there: $rule", async ({ text, least }) => {
    const { analysis } = await analyseFixture(text);
    const database = await freshDatabase(major);
    try {
      const client = await database.connect();
      for (const role of roles) await client.query(role);
      let compared = 0;
      for (const { sections } of analysis.migrations)
        for (const { statement, entries } of sections.flatMap(({ statements }) => statements)) {
          // What the database does not have, and what only a run knows.
          if (/legacy_members|current_setting/u.test(statement.text)) continue;
          await client.query(statement.text);
          const after = entries.get(major)?.after;
          if (after === undefined) throw new Error(`${statement.text} is not analysed for ${String(major)}`);
          expect(told(after), statement.text).toEqual(await seen(client));
          compared++;
        }
      expect(compared).toBeGreaterThanOrEqual(least);
    } finally {
      await database.dispose();
    }
  });
});

/** As `name role`, in order. */
function told(catalog: Catalog): readonly string[] {
  const readers = [...catalog.all("relation").values()]
    .filter((relation) => (isView(relation) || isTable(relation)) && !isRunTimeName(relation.name))
    .flatMap((relation) => withName(relation, readersOf(catalog, relation)));
  const callers = [...catalog.all("function").values()].flatMap((routine) =>
    withName(routine, callersOf(catalog, routine)),
  );
  return [...readers, ...callers].sort();
}

function withName({ name }: { readonly name: string }, roles: ReadonlySet<string>): readonly string[] {
  return [...roles].filter((role) => !isRunTimeName(role)).map((role) => `${name} ${role}`);
}

async function seen(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ relation: string; role: string }>(granted);
  return rows.map(({ relation, role }) => `${relation} ${role}`).sort();
}
