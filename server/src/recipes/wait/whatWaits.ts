import type { Table } from "../../catalog/relations.ts";
import type { Statement } from "../../sql/statement.ts";
import type { Precondition } from "../recipe.ts";

/** A statement that breaks running code, and loses nothing by coming later. */
export interface Waiting {
  /** What it takes away, as the user would call it. */
  readonly what: string;
  /** What the statement does, in the imperative; unless told, it drops what it takes away. */
  readonly does?: string;
  /** For the name of the rollout. */
  readonly words: readonly string[];
  /** The rule that tells of it, which is silent where it comes in the end; undefined where none does. */
  readonly rule: string | undefined;
  /** The version that must be everywhere before. */
  readonly version: string;
  /** What must be there for it; undefined where it does nothing otherwise. */
  readonly isThere: Precondition | undefined;
  /** The table whose rows are changed otherwise as long as it has not come. */
  readonly table: Table | undefined;
  /** The statement, such that it may run twice. */
  readonly text: string;
  isUndoneBy(candidate: Statement): boolean;
}
