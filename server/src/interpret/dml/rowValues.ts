import type { Node } from "@pgsql/types";
import type { Column } from "../../catalog/relations.ts";
import { isNullConstant } from "../nodes.ts";

/** What the rows of an INSERT have for each column. */
export class RowValues {
  /** How many rows are written out; one that is not counts as one. */
  readonly count: number;
  /** Where a column's values stand in a row. */
  readonly #positions: ReadonlyMap<string, number>;
  readonly #rows: readonly (readonly Node[])[] | undefined;
  /** How many columns have values where none are named. */
  readonly #width: number;
  readonly #nodes = new Map<string, readonly (Node | undefined)[] | undefined>();

  /** `rows` is undefined where they come from a query; `named`: whether the statement lists its columns. */
  constructor(targets: readonly Column[], rows: readonly (readonly Node[])[] | undefined, named: boolean) {
    this.count = Math.max(1, rows?.length ?? 0);
    this.#positions = new Map(targets.map(({ name }, position) => [name, position]));
    this.#rows = rows;
    this.#width = named || rows === undefined ? targets.length : (rows[0]?.length ?? 0);
  }

  /** The values of a column, row by row; undefined where it is left out. */
  of(column: Column): readonly (Node | undefined)[] | undefined {
    if (!this.#nodes.has(column.name)) this.#nodes.set(column.name, this.#find(column));
    return this.#nodes.get(column.name);
  }

  #find({ name }: Column): readonly (Node | undefined)[] | undefined {
    const position = this.#positions.get(name);
    if (position === undefined || position >= this.#width) return undefined;
    return this.#rows === undefined ? [] : this.#rows.map((row) => row[position]);
  }

  /** Whether a column is surely null in a row. */
  isNull(column: Column, at: number): boolean {
    const nodes = this.of(column);
    const node = nodes?.[at];
    if (nodes === undefined || (node !== undefined && "SetToDefault" in node))
      return column.default === undefined && column.identity === undefined && column.generated === undefined;
    return node !== undefined && isNullConstant(node);
  }

  /** Whether a column is surely null in every row. */
  isAllNull(column: Column): boolean {
    for (let at = 0; at < this.count; at++) if (!this.isNull(column, at)) return false;
    return true;
  }
}
