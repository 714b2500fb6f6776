import type { ColumnRef, Node } from "@pgsql/types";
import type { Table } from "../../catalog/relations.ts";
import { columnRefs, stringOf } from "../../sql/ast.ts";
import type { RowChange } from "./change.ts";

/** Columns of the changed rows themselves that expressions read; `*` for all of them. */
export function ownColumns(nodes: readonly Node[], change: RowChange, table: Table): readonly string[] {
  return nodes.flatMap((node) => columnRefs(node).flatMap((each) => ownColumn(each, change, table) ?? []));
}

/** Undefined for a column of something else. A name without a qualifier, in a subquery too, counts where it may be ours. */
export function ownColumn(
  { fields = [] }: ColumnRef,
  { alias, relation }: Pick<RowChange, "alias" | "relation">,
  { columns }: Table,
): string | undefined {
  const names = fields.map((field) => stringOf(field) ?? "*");
  const name = names.at(-1) ?? "*";
  const qualifier = names.at(-2);
  const isOurs = (each: string): boolean =>
    each === alias || (relation.alias === undefined && each === relation.relname);
  if (qualifier !== undefined) return isOurs(qualifier) ? name : undefined;
  if (isOurs(name) && !columns.some((each) => each.name === name)) return "*";
  return name === "*" || columns.some((each) => each.name === name) ? name : undefined;
}

/** The parts of a condition that all have to hold. */
export function conjuncts(condition: Node | undefined): readonly Node[] {
  if (condition === undefined) return [];
  if ("BoolExpr" in condition && condition.BoolExpr.boolop === "AND_EXPR")
    return (condition.BoolExpr.args ?? []).flatMap((each) => conjuncts(each));
  return [condition];
}
