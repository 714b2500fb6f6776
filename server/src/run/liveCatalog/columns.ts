import type { Column } from "../../catalog/relations.ts";
import type { RelationId } from "../../catalog/ids.ts";
import type { Live } from "./live.ts";
import { ownSchemas } from "./ownSchemas.ts";

/** A row of pg_attribute. */
export interface ColumnRow {
  readonly relation: number;
  readonly number: number;
  readonly name: string;
  readonly type: number;
  readonly modifier: number;
  /** The type in the server's words, with its modifiers. */
  readonly spelled: string;
  /** Where it is not the type's own. */
  readonly collation: string | null;
  readonly notnull: boolean;
  readonly default_oid: number | null;
  readonly default: string | null;
  readonly generated: string;
  readonly identity: string;
  readonly local: boolean;
  readonly inherited: number;
}

export const columnQuery = `
SELECT c.oid AS relation, a.attnum AS number, a.attname::text AS name, a.atttypid AS type, a.atttypmod AS modifier,
       format_type(a.atttypid, a.atttypmod) AS spelled,
       CASE WHEN a.attcollation <> t.typcollation THEN l.collname::text END AS collation,
       a.attnotnull AS notnull, d.oid AS default_oid, pg_get_expr(d.adbin, d.adrelid) AS "default",
       a.attgenerated::text AS generated, a.attidentity::text AS identity, a.attislocal AS local,
       a.attinhcount AS inherited
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_collation l ON l.oid = a.attcollation
  LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
 WHERE ${ownSchemas} AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'c')
 ORDER BY c.oid, a.attnum`;

/** The columns of one relation, in their order. */
export function liveColumns(live: Live, relation: number): readonly Column[] {
  const rows = live.columnsOf(relation);
  return rows.map((row) => ({
    number: row.number,
    name: row.name,
    type: live.names.typeRef(row.type, row.modifier, row.spelled),
    ...(row.collation === null ? {} : { collation: row.collation }),
    notNull: row.notnull,
    ...valueOf(live, row, rows),
    ...identityOf(live, row),
    local: row.local,
    inherited: row.inherited,
  }));
}

/** The DEFAULT, or what a generated column is computed from. */
function valueOf(
  live: Live,
  row: ColumnRow,
  columns: readonly ColumnRow[],
): Pick<Column, "default" | "generated"> {
  if (row.default === null || row.default_oid === null) return {};
  const uses = live.dependencies.uses("pg_attrdef", row.default_oid);
  const expression = live.expression(row.default, columns, uses);
  if (row.generated === "") return { default: expression };
  return { generated: { kind: row.generated === "v" ? "virtual" : "stored", expression } };
}

/** A partition shares the sequence of its parent's column (17 and later). */
function identityOf(live: Live, row: ColumnRow): Pick<Column, "identity"> {
  if (row.identity === "") return {};
  const sequence = identitySequence(live, row.relation, row.name);
  return sequence === undefined ? {} : { identity: { always: row.identity === "a", sequence } };
}

function identitySequence(live: Live, relation: number, name: string): RelationId | undefined {
  const number = live.columnsOf(relation).find((column) => column.name === name)?.number;
  const own = live.dependencies
    .owned(relation)
    .find(({ column, identity }) => identity && column === number)?.sequence;
  if (own !== undefined) return live.names.relation(own);
  for (const { parent } of live.parentsOf(relation)) {
    const inherited = identitySequence(live, parent, name);
    if (inherited !== undefined) return inherited;
  }
  return undefined;
}
