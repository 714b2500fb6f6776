import type { Node } from "@pgsql/types";
import { join, literal, sql, type Sql } from "../../sql/fragment.ts";
import type { Conversion } from "../retype/conversion.ts";
import type { Refusal } from "../recipe.ts";
import { valueOf } from "./valueOf.ts";

/** The values of an enum and of the one that takes its place, and what the steps between them make of each. */
export interface EnumChange {
  readonly column: string;
  readonly values: readonly string[];
  readonly oldValues: readonly string[];
  /** USING of each change of the type, in order; undefined where there is none, which keeps the text. */
  readonly using: readonly (Node | undefined)[];
}

/** What becomes of each old value, by its text; refused where that is more than one text for another. */
export function mappingOf({ column, oldValues, using }: EnumChange): ReadonlyMap<string, string> | Refusal {
  const through = (value: string | null): string | null | undefined =>
    using.reduce<string | null | undefined>((known, node) => {
      if (known === undefined || node === undefined) return known;
      const next = valueOf(node, column, known);
      return typeof next === "boolean" ? undefined : next;
    }, value);
  const mapped = new Map<string, string>();
  for (const value of oldValues) {
    const to = through(value);
    if (typeof to !== "string")
      return {
        refused:
          to === null
            ? `USING of ${column} makes NULL of ${value}, and on the way down nobody would know which rows had it. Change those rows in a migration before.`
            : `USING of ${column} is more than one value for another. Write the new column and its values by hand.`,
      };
    mapped.set(value, to);
  }
  return through(null) === null
    ? mapped
    : { refused: `USING of ${column} gives NULL a value. Change those rows in a migration before.` };
}

/** The same as SQL, both ways; the types in SQL. */
export function enumConversion(
  mapping: ReadonlyMap<string, string>,
  { values }: EnumChange,
  types: { readonly fresh: Sql; readonly aside: Sql },
): Conversion {
  const changed = [...mapping].filter(([from, to]) => from !== to);
  const kept = values.filter((value) => mapping.get(value) === value);
  // Where several have become one, the old column of a row that nobody has written since still says which it was.
  const back = values.flatMap((value): [string, string][] => {
    const from = kept.includes(value) ? undefined : changed.find(([, to]) => to === value)?.[0];
    return from === undefined ? [] : [[value, from]];
  });
  const partial = kept.length + back.length < values.length;
  const forward = (value: Sql): Sql =>
    changed.length === 0 ? text(value) : chosen(value, changed, text(value));
  const backward = (value: Sql): Sql => {
    if (!partial && back.length === 0) return text(value);
    const same = sql`WHEN ${text(value)} IN (${join(kept.map(literal))}) THEN ${text(value)}`;
    return chosen(value, back, undefined, kept.length === 0 ? undefined : same);
  };
  return {
    partial,
    forward: (value) => sql`CAST(${forward(value)} AS ${types.fresh})`,
    backward: (value) => sql`CAST(${backward(value)} AS ${types.aside})`,
    assigned: { forward, backward },
  };
}

function text(value: Sql): Sql {
  return sql`CAST(${value} AS pg_catalog.text)`;
}

function chosen(
  value: Sql,
  changed: readonly (readonly [string, string])[],
  otherwise: Sql | undefined,
  first?: Sql,
): Sql {
  const whens = changed.map(([from, to]) => sql`WHEN ${text(value)} = ${literal(from)} THEN ${literal(to)}`);
  const all = [...(first === undefined ? [] : [first]), ...whens];
  if (all.length === 0) return sql`NULL`;
  const parts = [sql`CASE`, ...all, ...(otherwise === undefined ? [] : [sql`ELSE ${otherwise}`]), sql`END`];
  return join(parts, " ");
}
