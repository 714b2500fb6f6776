import type { CreateStmt } from "@pgsql/types";
import type { Table } from "../../catalog/relations.ts";
import type { ColumnOwner } from "./columnDefinition.ts";
import type { Execution } from "../execution.ts";
import { inlineConstraints, type InlineConstraints } from "./inlineConstraints.ts";
import { builtin, serialType, typeOf } from "../types/lookup.ts";

/**
 * What CREATE TABLE refuses before it looks at any other table or default: types that there are not, contradictions, a
 * second primary key, and identities of other types, whose sequences are made first (transformCreateStmt).
 */
export function checkDefinitions(execution: Execution, owner: ColumnOwner, statement: CreateStmt): void {
  const identities: string[] = [];
  for (const element of statement.tableElts ?? []) {
    if (!("ColumnDef" in element)) continue;
    const { typeName } = element.ColumnDef;
    const serial = serialType(typeName);
    const type = typeName === undefined || serial !== undefined ? undefined : typeOf(execution, typeName);
    const inline: InlineConstraints = inlineConstraints(
      execution,
      owner,
      element.ColumnDef,
      serial !== undefined,
    );
    if (inline.identity !== undefined && type !== undefined) identities.push(type.array ? "" : type.id);
  }
  refuseSecondKey(execution, owner, statement, undefined);
  const whole: readonly string[] = ["int2", "int4", "int8"].map((name) => builtin(name).id);
  if (identities.some((id) => !whole.includes(id)))
    execution.fail("22023", "identity column type must be smallint, integer, or bigint");
}

/** Written on columns or on the table; two are two even over the same columns (transformIndexConstraint). */
export function refuseSecondKey(
  execution: Execution,
  { name }: ColumnOwner,
  { tableElts }: CreateStmt,
  parent: Table | undefined,
): void {
  const constraints = (tableElts ?? []).flatMap((node) =>
    "ColumnDef" in node ? (node.ColumnDef.constraints ?? []) : [node],
  );
  const own = constraints.filter(
    (node) => "Constraint" in node && node.Constraint.contype === "CONSTR_PRIMARY",
  );
  const handed = (parent?.constraints ?? []).filter(({ kind }) => kind === "primary-key");
  if (own.length > 0 && own.length + handed.length > 1)
    execution.fail("42P16", `multiple primary keys for table "${name}" are not allowed`);
}
