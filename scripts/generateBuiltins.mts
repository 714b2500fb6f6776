/*
 * Writes the JSON files of server/src/catalog/builtins: types, casts, default operator classes, names and signatures
 * of functions and settings as the real servers of all majors have them. Run it after a new major:
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

/**
 * name, kind with s for sets, result, argument types (`...`: variadic, `/n`: the last n have defaults), output columns.
 * Left out is what no query calls: input and output functions, and what stands behind operators.
 */
const signatures = `
  SELECT p.proname, p.prokind::text || CASE WHEN p.proretset THEN 's' ELSE '' END, r.typname,
         coalesce((SELECT string_agg(t.typname, ',' ORDER BY a.n)
                     FROM unnest(p.proargtypes) WITH ORDINALITY a(t, n) JOIN pg_type t ON t.oid = a.t), '-')
         || CASE WHEN p.provariadic <> 0 THEN '...' ELSE '' END
         || CASE WHEN p.pronargdefaults > 0 THEN '/' || p.pronargdefaults ELSE '' END,
         coalesce((SELECT string_agg(p.proargnames[a.n] || ':' || t.typname, ',' ORDER BY a.n)
                     FROM unnest(p.proallargtypes) WITH ORDINALITY a(t, n) JOIN pg_type t ON t.oid = a.t
                    WHERE p.proargmodes[a.n] IN ('o', 'b', 't')), '-')
  FROM pg_proc p JOIN pg_type r ON r.oid = p.prorettype
  WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.prokind <> 'p'
    AND r.typname NOT IN ('internal', 'trigger', 'event_trigger', 'cstring') AND r.typname NOT LIKE '%\\_handler'
    AND NOT EXISTS (SELECT FROM unnest(p.proargtypes) a(t) JOIN pg_type t ON t.oid = a.t
                     WHERE t.typname IN ('internal', 'cstring'))
    AND coalesce(obj_description(p.oid, 'pg_proc'), '') NOT LIKE 'implementation of % operator'
  ORDER BY 1, 4, 3`;

/** The same of operators, whose kind is o; one before its operand has a single argument. */
const operators = `
  SELECT o.oprname, 'o', z.typname, concat_ws(',', l.typname, r.typname), '-'
  FROM pg_operator o LEFT JOIN pg_type l ON l.oid = o.oprleft JOIN pg_type r ON r.oid = o.oprright
  JOIN pg_type z ON z.oid = o.oprresult
  WHERE o.oprnamespace = 'pg_catalog'::regnamespace
  ORDER BY 1, 4`;

/** Overloads that all give the same need no argument types: `*` stands for any. */
function collapsed(lines: readonly string[]): readonly string[] {
  const byName = new Map<string, string[]>();
  for (const line of lines) {
    const [name = ""] = line.split(" ");
    byName.set(name, [...(byName.get(name) ?? []), line]);
  }
  return [...byName].flatMap(([name, all]) => {
    const kinds = new Set(all.map((line) => line.split(" ").slice(1, 3).join(" ")));
    const [only = ""] = kinds;
    const isOne = kinds.size === 1 && !/ any/u.test(only) && all.every((line) => line.endsWith(" -"));
    return isOne ? [`${name} ${only} * -`] : all;
  });
}

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
async function merged(
  query: string,
  shorten: (lines: readonly string[]) => readonly string[] = (lines) => lines,
): Promise<readonly string[]> {
  const found = new Map<string, Major[]>();
  for (const major of majors)
    for (const line of shorten(await linesOf(major, query)))
      found.set(line, [...(found.get(line) ?? []), major]);
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
await write("signatures.json", {
  functions: await merged(signatures, collapsed),
  operators: await merged(operators, collapsed),
});
process.stdout.write(
  `${data.types.length} types, ${data.casts.length} casts, ${data.operatorClasses.length} operator classes\n`,
);

async function write(name: string, value: unknown): Promise<void> {
  const path = new URL(`../server/src/catalog/builtins/${name}`, import.meta.url);
  await writeFile(path, await format(JSON.stringify(value), { parser: "json", printWidth: 110 }));
}
