import type { Constraint as ConstraintNode } from "@pgsql/types";
import { columnNamed, type KeyConstraint, type Table } from "../../catalog/relations.ts";
import type { Alteration } from "../alterTable/alteration.ts";
import { defineIndex } from "../indexes/define.ts";
import { definitionOfKey } from "../indexes/definition.ts";
import { stringsOf } from "../nodes.ts";
import { notNullOf, refuseTakenConstraint } from "./find.ts";
import { makeNotNull, plainNotNull } from "./notNull.ts";

const words = {
  "primary-key": "primary key",
  unique: "unique",
  exclusion: "exclusion",
} as const satisfies Record<KeyConstraint["kind"], string>;

/** ADD PRIMARY KEY, UNIQUE or EXCLUDE: an index of its own, and NOT NULL for a primary key's columns. */
export function addKey(
  alteration: Alteration,
  table: Table,
  node: ConstraintNode,
  kind: KeyConstraint["kind"],
  recurse: boolean,
): void {
  const { execution } = alteration;
  refuse(alteration, table, node, kind);
  if (kind === "primary-key") makeColumnsNotNull(alteration, table, stringsOf(node.keys), recurse);
  defineIndex(execution, alteration.table(table.id), definitionOfKey(node, kind), {
    recurse,
    // Before 18 a partition is only locked for the build.
    childMode: "SHARE",
    isBuiltLater: (owner) => alteration.creating || alteration.of(owner.id).rewrite,
  });
  if (kind !== "exclusion" && !alteration.creating)
    execution.failIfViolated(
      "23505",
      `could not create unique index on "${table.name}": some keys are not unique`,
    );
}

function refuse(
  alteration: Alteration,
  table: Table,
  node: ConstraintNode,
  kind: KeyConstraint["kind"],
): void {
  const { execution } = alteration;
  if (node.conname !== undefined) refuseTakenConstraint(execution, table, node.conname);
  if (kind === "primary-key" && table.constraints.some((constraint) => constraint.kind === "primary-key"))
    execution.fail("42P16", `multiple primary keys for table "${table.name}" are not allowed`);
  if (kind === "exclusion" && table.kind === "partitioned-table" && execution.target.major < 17)
    execution.fail("0A000", "exclusion constraints are not supported on partitioned tables");
  refuseColumns(alteration, table, stringsOf(node.keys), kind);
  if (kind !== "exclusion") requirePartitionColumns(alteration, table, stringsOf(node.keys), words[kind]);
}

function refuseColumns(
  { execution }: Alteration,
  table: Table,
  keys: readonly string[],
  kind: KeyConstraint["kind"],
): void {
  keys.forEach((key, position) => {
    if (columnNamed(table, key) === undefined)
      execution.fail("42703", `column "${key}" named in key does not exist`);
    if (keys.indexOf(key) !== position)
      execution.fail("42701", `column "${key}" appears twice in ${words[kind]} constraint`);
  });
}

/** Uniqueness is kept per partition, so the key must tell the partition. */
export function requirePartitionColumns(
  { execution }: Pick<Alteration, "execution">,
  table: Table,
  keys: readonly string[],
  label: string,
): void {
  for (const part of table.partitionKey?.parts ?? []) {
    if (typeof part !== "number")
      execution.fail("0A000", `unsupported ${label} constraint with partition key definition`);
    const column = table.columns.find(({ number }) => number === part);
    if (column !== undefined && !keys.includes(column.name))
      execution.fail(
        "0A000",
        `${label} constraint on partitioned table must include all partitioning columns`,
      );
  }
}

function makeColumnsNotNull(
  alteration: Alteration,
  table: Table,
  keys: readonly string[],
  recurse: boolean,
): void {
  for (const key of keys) {
    const now = alteration.table(table.id);
    const column = columnNamed(now, key);
    if (column === undefined) continue;
    const existing = notNullOf(now, column.number);
    if (existing !== undefined && (existing.noInherit || !existing.valid))
      alteration.execution.fail("55000", `cannot create primary key on column "${key}"`);
    makeNotNull(alteration, now, column, { ...plainNotNull, recurse });
  }
}
