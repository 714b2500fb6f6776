import { displayName } from "../../catalog/ids.ts";
import type { Table } from "../../catalog/relations.ts";
import { sql, Sql } from "../../sql/fragment.ts";
import { columnSql, columnsSql } from "./columnSql.ts";
import { constraintSql } from "./constraintSql.ts";
import { optionsSql } from "./indexElements.ts";
import { boundSql, partitionKeySql } from "./partitionSql.ts";
import { isOpenRelation } from "./openBefore.ts";
import type { Scene } from "./scene.ts";
import type { Spelling } from "./spelling.ts";
import { remark, type Remark, type Undo } from "./undo.ts";

/**
 * A table that was dropped, with its keys and checks; what other statements make of it (foreign keys, indexes,
 * triggers …) is left to these.
 */
export function createTable(table: Table, { old }: Scene): Undo {
  const name = displayName(table);
  const gone: Remark = { kind: "lost", words: `the rows of ${name} are gone` };
  if (isOpenRelation(table))
    return remark(
      "left",
      `the table ${name} is not restored: the migrations do not tell what columns it had`,
    );
  if (table.kind === "foreign-table")
    return remark("left", `the foreign table ${name} is not restored: the model does not know its options`);
  return old.write(
    `the table ${name}`,
    () => createSql(table, old),
    ...(table.partitionKey === undefined ? [gone] : []),
  );
}

function createSql(table: Table, spelling: Spelling): Sql {
  const persistence = table.persistence === "unlogged" ? "UNLOGGED " : "";
  const [parent] = table.parents;
  const isPartition = table.bound !== undefined && parent !== undefined;
  const inherited =
    isPartition || table.parents.length === 0
      ? ""
      : ` INHERITS (${table.parents.map((id) => spelling.relation(id).text).join(", ")})`;
  const key = table.partitionKey === undefined ? "" : ` ${partitionKeySql(table, spelling).text}`;
  const method =
    table.accessMethod === "heap" || table.accessMethod === "" ? "" : ` USING ${table.accessMethod}`;
  const head = `CREATE ${persistence}TABLE ${spelling.name(table).text}`;
  const tail = `${inherited}${key}${method}${optionsSql(table.options)}`;
  if (isPartition)
    return Sql.verbatim(
      `${head} PARTITION OF ${spelling.relation(parent).text} ${boundSql(table, spelling).text}${tail}`,
    );
  const list = [
    ...table.columns.filter(({ local }) => local).map((column) => columnSql(table, column, spelling)),
    ...ownConstraints(table).map((each) => constraintSql(table, each, spelling)),
  ];
  return sql`${Sql.verbatim(head)} (${list.length === 0 ? Sql.verbatim("") : Sql.verbatim(`\n  ${columnsSql(list).text}\n`)})${Sql.verbatim(tail)}`;
}

/** Those that stand in CREATE TABLE. */
function ownConstraints({ constraints }: Table): Table["constraints"] {
  return constraints.filter(
    ({ kind, local, inherited }) => kind !== "not-null" && kind !== "foreign-key" && local && inherited === 0,
  );
}

/** The table as `createTable` leaves it. */
export function asCreated(table: Table): Table {
  const made = new Set(ownConstraints(table).map(({ id }) => id));
  return {
    ...table,
    constraints: table.constraints.filter(({ id, kind }) => kind === "not-null" || made.has(id)),
    triggers: [],
    policies: [],
    rules: [],
    rowSecurity: { enabled: false, forced: false },
    replicaIdentity: "default",
  };
}
