import type { Catalog } from "../../catalog/catalog.ts";
import type { Relation } from "../../catalog/relations.ts";
import type { Surprise } from "../effects.ts";
import type { Execution } from "../execution.ts";

/** A relation that a statement changed or made. */
export interface RelationChange {
  readonly before: Catalog;
  /** The statement when it is done; its edit has the catalog after it. */
  readonly execution: Execution;
  /** Undefined where the statement made it. */
  readonly old: Relation | undefined;
  readonly now: Relation;
}

/** What is surprising about the relation, or about a part of it; or about another that it concerns. */
export type Surprising = Omit<Surprise, "relation"> & Partial<Pick<Surprise, "relation">>;
