import { withAttributes } from "../../catalog/withAttributes.ts";
import type { AlterTableCmd, ColumnDef, Node } from "@pgsql/types";
import type { Expression } from "../../catalog/expression.ts";
import { columnNamed, isTable, type Column, type Relation, type Table } from "../../catalog/relations.ts";
import type { TypeRef } from "../../catalog/types.ts";
import { conversion, type Conversion } from "../types/coercion.ts";
import { collationOf } from "../createTable/columnDefinition.ts";
import { refuseRowTypeUsers } from "../types/compositeUsers.ts";
import { descendantsOf } from "../constraints/partners.ts";
import type { Execution } from "../execution.ts";
import { bareColumn } from "../expressions/bareColumn.ts";
import { expressionOver } from "../expressions/columns.ts";
import { formatType } from "../types/formatType.ts";
import { refuseVirtualType } from "../expressions/generated.ts";
import { refuseMemberOfItself } from "../types/memberOfItself.ts";
import { replaceRelation } from "../objects/objects.ts";
import { refuseTooLong } from "../types/tooLong.ts";
import { sameType } from "../types/typeRefs.ts";
import { typeOfValue } from "../types/valueType.ts";
import { builtin, typeOf } from "../types/lookup.ts";
import type { Alteration } from "./alteration.ts";
import { columnOf, updateColumn } from "./columnCommand.ts";
import { rememberDependents } from "./rebuild.ts";
import { followDefault } from "./retypedDefault.ts";
import { refuseTypeUsers } from "./typeUsers.ts";
import { tablesAndForeign, type Subcommand } from "./subcommand.ts";
import { typedTables } from "./typedTables.ts";
import { displayName, isAssumedType } from "../../catalog/ids.ts";

/** ALTER COLUMN TYPE (ATPrepAlterColumnType, ATExecAlterColumnType). */
export const alterColumnType: Subcommand = {
  action: "ALTER COLUMN ... SET DATA TYPE",
  lock: "ACCESS EXCLUSIVE",
  pass: "alter-type",
  on: [...tablesAndForeign, "composite-type"],
  simpleRecursion: "last",
  prepare: (alteration, relation, command, recurse) => {
    const { execution } = alteration;
    const column = columnOf(execution, relation, command);
    const definition = definitionOf(command);
    if (column.generated !== undefined && definition.raw_default !== undefined)
      execution.fail("42611", "cannot specify USING when altering type of generated column");
    if (isTable(relation)) {
      refuse(execution, relation, column, !alteration.isDerived(relation.id), recurse);
      if (recurse && !alteration.isDerived(relation.id)) refuseOtherParents(execution, relation, column);
    }
    const type = targetType(execution, definition);
    refuseIdentityType(execution, column, type);
    if (column.generated?.kind === "virtual") refuseVirtualType(execution, column.name, type);
    refuseMemberOfItself(execution, relation, type);
    if (relation.kind === "composite-type") {
      // It has no rows of its own, so that no cast is needed.
      refuseRowTypeUsers(execution, relation, "type");
      // Children of typed tables follow (ATTypedTableRecursion, ATPrepAlterColumnType).
      const typed = typedTables(execution, relation, command);
      for (const table of [...typed, ...typed.flatMap((each) => alteration.descendants(each))]) {
        alterColumnType.prepare?.(alteration, table, command, true);
        alteration.enqueue(table.id, "alter-type", command, true);
      }
      return;
    }
    const rows = convert(execution, relation, column, type, definition.raw_default);
    if (column.generated?.kind === "virtual") return;
    alteration.of(relation.id).newValues = true;
    if (rows === "compute" && isAssumedType(column.type.id))
      execution.assume({ kind: "old-type", about: `${displayName(relation)}.${column.name}` });
    if (rows === "compute") alteration.rewrite(relation, transformation(execution, relation, definition));
  },
  apply: (alteration, relation, command) => {
    const { execution } = alteration;
    const column = columnOf(execution, relation, command);
    refuseTwice(alteration, relation, column);
    const definition = definitionOf(command);
    const type = targetType(execution, definition);
    if (isTable(relation)) {
      const kept = followDefault(execution, column, type);
      refuseTypeUsers(execution, relation, column);
      rememberDependents(alteration, relation, retyped(column, type, collationOf(definition)));
      followIdentity(execution, column, type);
      alteration.of(relation.id).retyped.set(column.number, column);
      if (kept !== undefined)
        updateColumn(execution, relation.id, column.number, (now) => ({ ...now, default: kept }));
    }
    updateColumn(execution, relation.id, column.number, (now) => retyped(now, type, collationOf(definition)));
  },
};

/** A second change is refused where the first one has changed something (ATExecAlterColumnType). */
function refuseTwice(alteration: Alteration, relation: Relation, column: Column): void {
  const before = alteration.of(relation.id).retyped.get(column.number);
  if (before !== undefined && !sameType(before.type, column.type))
    alteration.execution.fail("0A000", `cannot alter type of column "${column.name}" twice`);
}

/** ALTER SEQUENCE … AS runs before all else (ATParseTransformCmd). */
function refuseIdentityType(execution: Execution, column: Column, type: TypeRef): void {
  if (column.identity === undefined) return;
  if (!["int2", "int4", "int8"].some((name) => builtin(name).id === type.id))
    execution.fail("22023", "identity column type must be smallint, integer, or bigint");
}

/** The sequence of an identity column takes the same type: ALTER SEQUENCE … AS. */
function followIdentity(execution: Execution, column: Column, type: TypeRef): void {
  if (column.identity === undefined) return;
  const sequence = execution.edit.get("relation", column.identity.sequence);
  if (sequence?.kind !== "sequence") return;
  execution.lock(sequence, "SHARE ROW EXCLUSIVE");
  replaceRelation(execution.edit, { ...sequence, type });
}

/** Without COLLATE the column gets the type's own collation, and always its storage (ATExecAlterColumnType). */
function retyped(column: Column, type: TypeRef, collation: { collation?: string }): Column {
  const plain = withAttributes(column, { storage: undefined, compression: undefined });
  const { collation: before, ...rest } = plain;
  return { ...(before === undefined ? plain : rest), type, ...collation };
}

function definitionOf(command: AlterTableCmd): ColumnDef {
  return command.def !== undefined && "ColumnDef" in command.def ? command.def.ColumnDef : {};
}

/** USING, which is evaluated for each row. */
function transformation(
  execution: Execution,
  relation: Relation,
  { raw_default: using }: ColumnDef,
): Expression | undefined {
  if (using === undefined || (!isTable(relation) && relation.kind !== "composite-type")) return undefined;
  return expressionOver(execution, using, relation);
}

function targetType(execution: Execution, definition: ColumnDef): TypeRef {
  return definition.typeName === undefined
    ? execution.giveUp("ALTER COLUMN TYPE without a type")
    : typeOf(execution, definition.typeName);
}

function refuse(
  execution: Execution,
  table: Table,
  column: Column,
  mayInherit: boolean,
  recurse: boolean,
): void {
  if (table.ofType !== undefined && mayInherit)
    execution.fail("42809", "cannot alter column type of typed table");
  if (column.inherited > 0 && mayInherit)
    execution.fail("42P16", `cannot alter inherited column "${column.name}"`);
  const isKey = table.partitionKey?.parts.some((part) =>
    typeof part === "number" ? part === column.number : part.columns.includes(column.number),
  );
  if (isKey === true)
    execution.fail(
      "42P16",
      `cannot alter column "${column.name}" because it is part of the partition key of relation "${table.name}"`,
    );
  if (!recurse && table.children.length > 0 && column.inherited === 0)
    execution.fail("42P16", `type of inherited column "${column.name}" must be changed in child tables too`);
}

/** A descendant that has the column from a table outside this tree as well cannot follow. */
function refuseOtherParents(execution: Execution, table: Table, column: Column): void {
  const below = descendantsOf(execution, table);
  const tree = new Set([table.id, ...below.map(({ id }) => id)]);
  for (const child of below) {
    const own = columnNamed(child, column.name);
    if (own !== undefined && own.inherited > child.parents.filter((id) => tree.has(id)).length)
      execution.fail("42P16", `cannot alter inherited column "${column.name}" of relation "${child.name}"`);
  }
}

/** What becomes of the rows; fails with 42804 where there is no cast. */
function convert(
  execution: Execution,
  relation: Relation,
  column: Column,
  type: TypeRef,
  using: Node | undefined,
): Conversion {
  const result = conversionOf(execution, column, type, using, relation);
  if (result === "compute" && using === undefined && isTable(relation))
    refuseTooLong(execution, column, type);
  if (result !== "impossible") return result;
  const words = formatType(execution, type);
  return execution.fail(
    "42804",
    using === undefined
      ? `column "${column.name}" cannot be cast automatically to type ${words}`
      : `result of USING clause for column "${column.name}" cannot be cast automatically to type ${words}`,
  );
}

function conversionOf(
  execution: Execution,
  column: Column,
  type: TypeRef,
  using: Node | undefined,
  table: Relation,
): Conversion {
  if (using === undefined) return conversion(execution, column.type, type, "assignment");
  const value = valueOf(execution, column, using);
  if (value === undefined) {
    const given = typeOfValue(execution, table, using);
    const cast = given === undefined ? "compute" : conversion(execution, given, type, "assignment");
    return cast === "impossible" ? cast : "compute";
  }
  const last = conversion(execution, value.type, type, "assignment");
  return last === "none" && value.cost === "compute" ? "compute" : last;
}

/** The value of USING as far as it is the column itself behind casts; undefined for any other expression. */
function valueOf(
  execution: Execution,
  column: Column,
  node: Node,
): { readonly type: TypeRef; readonly cost: Conversion } | undefined {
  if (bareColumn(node) === column.name) return { type: column.type, cost: "none" };
  if ("CollateClause" in node && node.CollateClause.arg !== undefined)
    return valueOf(execution, column, node.CollateClause.arg);
  if (!("TypeCast" in node)) return undefined;
  const { arg, typeName } = node.TypeCast;
  const inner = arg === undefined ? undefined : valueOf(execution, column, arg);
  if (inner === undefined || typeName === undefined) return undefined;
  const type = typeOf(execution, typeName);
  const step = conversion(execution, inner.type, type, "explicit");
  if (step === "impossible")
    execution.fail(
      "42846",
      `cannot cast type ${formatType(execution, inner.type)} to ${formatType(execution, type)}`,
    );
  return { type, cost: inner.cost === "compute" ? "compute" : step };
}
