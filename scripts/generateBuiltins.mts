/*
 * Writes the JSON files of server/src/catalog/builtins: types, casts, default operator classes, names of functions
 * and settings as the real servers of all majors have them. Run it after a new major:
 * npx tsx scripts/generateBuiltins.mts
 */
import { writeFile } from "node:fs/promises";
import { format } from "prettier";
import { freshDatabase, majors, type Major } from "../test/support/servers.ts";

/** name, typtype, typcategory (Z, new in 15, as S), typispreferred, typstorage. */
const types = `
  SELECT t.typname, t.typtype, replace(t.typcategory::text, 'Z', 'S'), t.typispreferred, t.typstorage
  FROM pg_type t
  WHERE t.typnamespace = 'pg_catalog'::regnamespace AND t.typtype IN ('b', 'p', 'r', 'm')
    AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid)
  ORDER BY 1`;

/** source, target, castmethod, castcontext; a cast of a type to itself enforces its modifiers. */
const casts = `
  SELECT s.typname, t.typname, c.castmethod, c.castcontext
  FROM pg_cast c JOIN pg_type s ON s.oid = castsource JOIN pg_type t ON t.oid = casttarget
  WHERE s.typtype <> 'c' AND t.typtype <> 'c'
  ORDER BY 1, 2`;

/** access method, type, the default operator class of the type. */
const operatorClasses = `
  SELECT a.amname, t.typname, o.opcname
  FROM pg_opclass o JOIN pg_am a ON a.oid = o.opcmethod JOIN pg_type t ON t.oid = o.opcintype
  WHERE o.opcdefault
  ORDER BY 1, 2`;

/** Every name that can be called, with what it may be: `s` for a set-returning function, else prokind. */
const functions = `
  SELECT p.proname, string_agg(DISTINCT CASE WHEN p.proretset THEN 's' ELSE p.prokind::text END, '')
  FROM pg_proc p WHERE p.pronamespace = 'pg_catalog'::regnamespace GROUP BY 1 ORDER BY 1`;

/** name, vartype, context, and the limits or the allowed words. Those of builds with assertions are left out. */
const settings = `
  SELECT s.name, s.vartype, s.context, coalesce(s.min_val, '-'), coalesce(s.max_val, '-'), coalesce(s.unit, '-'),
         coalesce(replace(array_to_string(s.enumvals, ','), ' ', '_'), '-')
  FROM pg_settings s
  ORDER BY 1`;

async function linesOf(major: Major, query: string): Promise<readonly string[]> {
  const database = await freshDatabase(major);
  try {
    const client = await database.connect();
    const { rows } = await client.query<unknown[]>({ text: query, rowMode: "array" });
    return rows.map((row) =>
      row.map((value) => (typeof value === "boolean" ? Number(value) : value)).join(" "),
    );
  } finally {
    await database.dispose();
  }
}

/** The lines of all majors; one that not every major has ends with the list of those that do. */
async function merged(query: string): Promise<readonly string[]> {
  const found = new Map<string, Major[]>();
  for (const major of majors)
    for (const line of await linesOf(major, query)) found.set(line, [...(found.get(line) ?? []), major]);
  return [...found].map(([line, having]) =>
    having.length === majors.length ? line : `${line} ${having.join(",")}`,
  );
}

const data = {
  types: await merged(types),
  casts: await merged(casts),
  operatorClasses: await merged(operatorClasses),
};
await write("data.json", data);
await write("functions.json", await merged(functions));
await write("settings.json", await merged(settings));
process.stdout.write(
  `${data.types.length} types, ${data.casts.length} casts, ${data.operatorClasses.length} operator classes\n`,
);

async function write(name: string, value: unknown): Promise<void> {
  const path = new URL(`../server/src/catalog/builtins/${name}`, import.meta.url);
  await writeFile(path, await format(JSON.stringify(value), { parser: "json", printWidth: 110 }));
}
