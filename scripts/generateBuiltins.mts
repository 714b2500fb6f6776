/*
 * Writes the JSON files of server/src/catalog/builtins: types, casts, default operator classes, names and signatures of
 * functions, signatures of operators, settings, system catalogs and views, and the extensions of the distribution as the real servers of all majors
 * have them. Run it after a new major:
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

/** Languages, and what hangs on them, are no part of a schema. */
const available = `
  SELECT e.name FROM pg_available_extensions e
  WHERE e.name !~ '^pl|_pl|^adminpack$' AND NOT EXISTS (SELECT FROM pg_extension x WHERE x.extname = e.name)
  ORDER BY 1`;

/** What CREATE EXTENSION … CASCADE brings along of which statements can speak, in the words of `extensions.json`. */
const members = `
  WITH of AS (
    SELECT e.extname, d.classid, d.objid
    FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
    WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e' AND e.extname <> 'plpgsql'
  ), spelled AS (
    SELECT t.oid, CASE WHEN t.typcategory = 'A' THEN s.schema || e.typname || '[]' ELSE s.schema || t.typname END AS name
    FROM pg_type t LEFT JOIN pg_type e ON e.oid = t.typelem AND t.typcategory = 'A'
      CROSS JOIN LATERAL (SELECT CASE WHEN coalesce(e.typnamespace, t.typnamespace) = 'pg_catalog'::regnamespace
                                      THEN '' ELSE '+' END) AS s (schema)
  )
  SELECT o.extname, 'type', t.typname, t.typtype::text, t.typcategory::text, '-'
  FROM of o JOIN pg_type t ON t.oid = o.objid AND o.classid = 'pg_type'::regclass
  WHERE t.typcategory <> 'A' AND t.typtype <> 'c'
  UNION ALL
  SELECT DISTINCT o.extname, 'class', c.opcname, '-', '-', '-'
  FROM of o JOIN pg_opclass c ON c.oid = o.objid AND o.classid = 'pg_opclass'::regclass
  UNION ALL
  SELECT o.extname, 'cast', s.name, t.name, '-', c.castmethod::text || c.castcontext::text
  FROM of o JOIN pg_cast c ON c.oid = o.objid AND o.classid = 'pg_cast'::regclass
    JOIN spelled s ON s.oid = c.castsource JOIN spelled t ON t.oid = c.casttarget
  UNION ALL
  SELECT o.extname, 'requires', r.extname, '-', '-', '-'
  FROM pg_depend d JOIN pg_extension o ON o.oid = d.objid JOIN pg_extension r ON r.oid = d.refobjid
  WHERE d.classid = 'pg_extension'::regclass AND d.refclassid = 'pg_extension'::regclass
  UNION ALL
  SELECT o.extname, 'function', p.proname,
         coalesce((SELECT string_agg(s.name, ',' ORDER BY a.at)
                   FROM unnest(p.proargtypes) WITH ORDINALITY a (type, at) JOIN spelled s ON s.oid = a.type), '-'),
         (SELECT s.name FROM spelled s WHERE s.oid = p.prorettype),
         p.provolatile::text || p.prokind::text || CASE WHEN p.proretset THEN 's' ELSE '' END
  FROM of o JOIN pg_proc p ON p.oid = o.objid AND o.classid = 'pg_proc'::regclass
  WHERE NOT p.proargtypes::oid[] && ARRAY['internal'::regtype, 'cstring'::regtype]::oid[]
    AND p.prorettype NOT IN ('internal'::regtype, 'cstring'::regtype) AND p.prorettype::regtype::text !~ 'handler'
    AND NOT EXISTS (SELECT FROM pg_amproc WHERE amproc = p.oid)
    AND NOT EXISTS (SELECT FROM pg_proc b WHERE b.proname = p.proname AND b.pronamespace = 'pg_catalog'::regnamespace)
  ORDER BY 1, 2, 3, 4`;

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

/** What binary operators take, all of them: whether there is one decides over an expression that is parsed again. */
const operands = `
  SELECT o.oprname, concat_ws(',', l.typname, r.typname)
  FROM pg_operator o JOIN pg_type l ON l.oid = o.oprleft JOIN pg_type r ON r.oid = o.oprright
  WHERE o.oprnamespace = 'pg_catalog'::regnamespace
  ORDER BY 1, 2`;

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

/** name (those of information_schema with it), and r for a catalog, v for a view, u for one that takes UPDATE. */
const systemRelations = `
  SELECT CASE WHEN c.relnamespace = 'information_schema'::regnamespace THEN 'information_schema.' ELSE '' END || c.relname,
         CASE WHEN c.relkind = 'r' THEN 'r' WHEN pg_relation_is_updatable(c.oid, true) & 4 <> 0 THEN 'u' ELSE 'v' END
  FROM pg_class c
  WHERE c.relnamespace IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace) AND c.relkind IN ('r', 'v')
  ORDER BY 1`;

type Ask = (query: string) => Promise<readonly string[]>;

async function linesOf(
  major: Major,
  read: (ask: Ask) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const database = await freshDatabase(major);
  try {
    const client = await database.connect();
    return await read(async (query) => {
      const { rows } = await client.query<unknown[]>({ text: query, rowMode: "array" });
      return rows.map((row) =>
        row.map((value) => (typeof value === "boolean" ? Number(value) : value)).join(" "),
      );
    });
  } finally {
    await database.dispose();
  }
}

/** The lines of all majors; one that not every major has ends with the list of those that do. */
async function merged(read: string | ((ask: Ask) => Promise<readonly string[]>)): Promise<readonly string[]> {
  const found = new Map<string, Major[]>();
  const reader = typeof read === "string" ? (ask: Ask) => ask(read) : read;
  for (const major of majors)
    for (const line of await linesOf(major, reader)) found.set(line, [...(found.get(line) ?? []), major]);
  return [...found].map(([line, having]) =>
    having.length === majors.length ? line : `${line} ${having.join(",")}`,
  );
}

async function extensions(ask: Ask): Promise<readonly string[]> {
  await ask("CREATE SCHEMA extensions");
  for (const name of await ask(available))
    await ask(`CREATE EXTENSION IF NOT EXISTS "${name}" SCHEMA extensions CASCADE`);
  return ask(members);
}

const data = {
  types: await merged(types),
  casts: await merged(casts),
  operatorClasses: await merged(operatorClasses),
};
await write("data.json", data);
await write("functions.json", await merged(functions));
await write("settings.json", await merged(settings));
await write("systemRelations.json", await merged(systemRelations));
await write("signatures.json", {
  functions: await merged(async (ask) => collapsed(await ask(signatures))),
  operators: await merged(async (ask) => collapsed(await ask(operators))),
});
await write("operands.json", await merged(operands));
await write("extensions.json", await merged(extensions));
process.stdout.write(
  `${data.types.length} types, ${data.casts.length} casts, ${data.operatorClasses.length} operator classes\n`,
);

async function write(name: string, value: unknown): Promise<void> {
  const path = new URL(`../server/src/catalog/builtins/${name}`, import.meta.url);
  await writeFile(path, await format(JSON.stringify(value), { parser: "json", printWidth: 110 }));
}
