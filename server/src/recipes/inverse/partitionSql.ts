import type { CreateStmt, PartitionBoundSpec } from "@pgsql/types";
import type { Table } from "../../catalog/relations.ts";
import { deparse } from "../../sql/deparse.ts";
import { join, sql, Sql } from "../../sql/fragment.ts";
import type { Spelling } from "./spelling.ts";

/** `FOR VALUES …` or `DEFAULT`, of a partition. */
export function boundSql({ bound }: Table, spelling: Spelling): Sql {
  if (bound === undefined) return spelling.lacking("it has no bound");
  if (bound.isDefault) return Sql.verbatim("DEFAULT");
  const { node } = bound;
  const spec = "PartitionBoundSpec" in node ? node.PartitionBoundSpec : undefined;
  const printed =
    spec === undefined ? undefined : deparse({ CreateStmt: partitionOf(spec) }, spelling.grammar);
  const words =
    printed === undefined ? undefined : /FOR VALUES[\s\S]*$/.exec(printed)?.[0].replace(/;\s*$/, "");
  return words === undefined ? spelling.lacking("its bound cannot be written down") : Sql.verbatim(words);
}

function partitionOf(partbound: PartitionBoundSpec): CreateStmt {
  const table = (relname: string) => ({ relname, inh: true, relpersistence: "p" });
  return {
    relation: table("part"),
    inhRelations: [{ RangeVar: table("whole") }],
    partbound,
    oncommit: "ONCOMMIT_NOOP",
  };
}

/** `PARTITION BY …`, with the default operator classes. */
export function partitionKeySql(table: Table, spelling: Spelling): Sql {
  const { partitionKey: key } = table;
  if (key === undefined) return Sql.verbatim("");
  const parts = key.parts.map((part) =>
    typeof part === "number" ? spelling.column(table, part) : sql`(${spelling.expression(part)})`,
  );
  return sql`PARTITION BY ${Sql.verbatim(key.strategy.toUpperCase())} (${join(parts)})`;
}
