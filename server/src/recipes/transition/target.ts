import type { RangeVar } from "@pgsql/types";
import type { Catalog } from "../../catalog/catalog.ts";
import type { Column, Table } from "../../catalog/relations.ts";

/** A column that gives way to another one, in the catalog before the statement. */
export interface ColumnTarget {
  /** The table as written. */
  readonly relation: RangeVar;
  readonly catalog: Catalog;
  readonly table: Table;
  readonly column: Column;
  readonly from: string;
  /** The other column's name while both are there. */
  readonly to: string;
}
