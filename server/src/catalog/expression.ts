import type { Node } from "@pgsql/types";
import type { ObjectId, RelationId } from "./ids.ts";

/**
 * An expression stored in the catalog (DEFAULT, CHECK, index column or predicate, generated column). Column
 * names in `node` are those of now: a rename rewrites the node, as PostgreSQL's attribute numbers would.
 */
export interface Expression {
  readonly node: Node;
  /** Numbers of the columns it reads in its own relation. */
  readonly columns: readonly number[];
  /** User-defined functions, types and sequences it uses; absent where there are none. */
  readonly uses?: readonly ObjectId[];
  /** Columns of other relations that it reads in subqueries, which only policies and rules may hold. */
  readonly reads?: readonly { readonly relation: RelationId; readonly columns: readonly number[] }[];
}

/** Whether an expression of another relation reads a column in a subquery. */
export function readsElsewhere(
  expression: Expression | undefined,
  relation: RelationId,
  column: number,
): boolean {
  const read = expression?.reads?.find((one) => one.relation === relation);
  return read?.columns.includes(column) === true;
}
