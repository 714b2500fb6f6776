import type { Catalog } from "../../catalog/catalog.ts";
import type { Column, Relation } from "../../catalog/relations.ts";
import type { Breakage } from "../effects.ts";
import type { Execution } from "../execution.ts";

/** A relation that the running application may use, before a statement and after it. */
export interface Difference {
  /** The catalog that the running application was written for. */
  readonly before: Catalog;
  /** The statement when it is done; its edit has the catalog after it. */
  readonly execution: Execution;
  readonly old: Relation;
  /** The relation now; undefined where it is gone. */
  readonly now: Relation | undefined;
}

/** One way in which a difference breaks the running application. */
export type Broken = Pick<Breakage, "code" | "part">;

/** The column as it was: by its number, mostly in the same place. */
export function columnBefore(columns: readonly Column[], { number }: Column, at: number): Column | undefined {
  const there = columns[at];
  return there?.number === number ? there : columns.find((column) => column.number === number);
}
