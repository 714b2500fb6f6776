import type { Constraint as ConstraintNode } from "@pgsql/types";
import { isIndex, type Index, type KeyConstraint, type Table } from "../../catalog/relations.ts";
import type { Alteration } from "../alterTable/alteration.ts";
import { newConstraintId } from "../indexes/define.ts";
import { replaceRelation, refuseTakenName, renameRelation, updateTable } from "../objects/objects.ts";
import { refuseSecondOfName } from "./find.ts";
import { makeNotNull, plainNotNull } from "./notNull.ts";
import { indexOn } from "../openWorld/indexes.ts";
import { isOpen } from "../openWorld/world.ts";

/** ADD PRIMARY KEY or UNIQUE USING INDEX: an existing unique index becomes the constraint's, and takes its name. */
export function addKeyUsingIndex(
  alteration: Alteration,
  table: Table,
  node: ConstraintNode,
  kind: "primary-key" | "unique",
): void {
  const { execution } = alteration;
  const index = usableIndex(alteration, table, node, kind);
  if (table.kind === "partitioned-table")
    execution.fail(
      "0A000",
      "ALTER TABLE / ADD CONSTRAINT USING INDEX is not supported on partitioned tables",
    );
  if (kind === "primary-key" && table.constraints.some((constraint) => constraint.kind === "primary-key"))
    execution.fail("42P16", `multiple primary keys for table "${table.name}" are not allowed`);
  const name = node.conname ?? index.name;
  if (kind === "primary-key") makeColumnsNotNull(alteration, table, index);
  if (name !== index.name) rename(alteration, index, name);
  refuseSecondOfName(execution, alteration.table(table.id), name);
  attach(alteration, table, index, node, kind, name);
}

function usableIndex(
  { execution }: Alteration,
  table: Table,
  node: ConstraintNode,
  kind: "primary-key" | "unique",
): Index {
  const name = node.indexname ?? "";
  const index = indexOn(execution, table, name);
  if (index === undefined) return execution.fail("42704", `index "${name}" does not exist`);
  if (!isIndex(index)) return execution.fail("42809", `"${name}" is not an index`);
  execution.lock(index, "ACCESS SHARE");
  if (index.constraint !== undefined)
    execution.fail("55000", `index "${name}" is already associated with a constraint`);
  if (index.table !== table.id)
    execution.fail("55000", `index "${name}" does not belong to table "${table.name}"`);
  if (!index.valid) execution.fail("55000", `index "${name}" is not valid`);
  if (!index.unique) execution.fail("42809", `"${name}" is not a unique index`);
  if (index.columns.some(({ on }) => typeof on !== "number"))
    execution.fail("42809", `index "${name}" contains expressions`);
  if (index.predicate !== undefined) execution.fail("42809", `"${name}" is a partial index`);
  if (index.method !== "btree") execution.fail("42809", `index "${name}" is not a btree`);
  refuseOddSorting({ execution }, index);
  if (kind === "primary-key" && index.nullsNotDistinct)
    execution.fail("42809", `primary keys cannot use NULLS NOT DISTINCT indexes`);
  return index;
}

function refuseOddSorting({ execution }: Pick<Alteration, "execution">, index: Index): void {
  index.columns.forEach(({ descending, nullsFirst, operatorClass }, position) => {
    if (descending || nullsFirst || operatorClass !== undefined)
      execution.fail(
        "42809",
        `index "${index.name}" column number ${position + 1} does not have default sorting behavior`,
      );
  });
}

function makeColumnsNotNull(alteration: Alteration, table: Table, index: Index): void {
  if (isOpen(alteration.execution, index)) {
    // Which columns it has is not known, nor whether they are NOT NULL.
    alteration.scan(table);
    alteration.execution.recorder.breaks("old-code-writes-null", table);
    alteration.execution.recorder.breaks("old-code-inserts-without-column", table);
  }
  for (const { on } of index.columns) {
    const now = alteration.table(table.id);
    const column = now.columns.find(({ number }) => number === on);
    if (column !== undefined) makeNotNull(alteration, now, column, plainNotNull);
  }
}

/** The index follows the constraint's name (ATExecAddIndexConstraint). */
function rename({ execution }: Alteration, index: Index, name: string): void {
  refuseTakenName(execution, { schema: index.schema, name });
  execution.lock(index, "SHARE UPDATE EXCLUSIVE");
  renameRelation(execution.edit, index, { schema: index.schema, name });
}

function attach(
  { execution }: Alteration,
  table: Table,
  index: Index,
  node: ConstraintNode,
  kind: "primary-key" | "unique",
  name: string,
): void {
  const constraint: KeyConstraint = {
    kind,
    id: newConstraintId(execution, table, name),
    name,
    valid: true,
    enforced: true,
    deferrable: node.deferrable === true,
    initiallyDeferred: node.initdeferred === true,
    noInherit: true,
    local: true,
    inherited: 0,
    columns: index.columns.flatMap(({ on }) => (typeof on === "number" ? [on] : [])),
    index: index.id,
  };
  const now = execution.edit.get("relation", index.id);
  if (isIndex(now))
    replaceRelation(execution.edit, { ...now, constraint: constraint.id, primary: kind === "primary-key" });
  updateTable(execution.edit, table.id, (t) => ({ ...t, constraints: [...t.constraints, constraint] }));
}
