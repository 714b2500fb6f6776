import type { Node } from "@pgsql/types";
import type { ObjectId } from "./ids.ts";

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
}
