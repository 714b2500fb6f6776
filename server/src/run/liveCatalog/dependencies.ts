import type { ObjectId } from "../../catalog/ids.ts";
import { groupedBy } from "./groupedBy.ts";
import type { Names } from "./names.ts";
import type { DependencyRow } from "./rows/dependencies.ts";

/** A sequence that goes with a column. */
export interface OwnedSequence {
  readonly sequence: number;
  readonly table: number;
  readonly column: number;
  readonly identity: boolean;
}

/** Who uses whom, as pg_depend has it. */
export class Dependencies {
  readonly #names: Names;
  readonly #byObject: ReadonlyMap<string, readonly DependencyRow[]>;
  readonly #bySequence: ReadonlyMap<number, OwnedSequence>;
  readonly #byOwner: ReadonlyMap<number, readonly OwnedSequence[]>;

  constructor(rows: readonly DependencyRow[], names: Names) {
    this.#names = names;
    this.#byObject = groupedBy(rows, ({ catalog, object }) => `${catalog} ${object}`);
    const owned = rows.filter((row) => isOwnership(row, names)).map(ownership);
    this.#bySequence = new Map(owned.map((each) => [each.sequence, each]));
    this.#byOwner = groupedBy(owned, ({ table }) => table);
  }

  /** The functions, types and sequences that an object uses, and the keys that a view's GROUP BY relies on. */
  uses(catalog: string, object: number): readonly ObjectId[] {
    const found = this.#of(catalog, object).flatMap(({ used_catalog, used }): ObjectId[] => {
      if (used_catalog === "pg_proc") return present(this.#names.ownRoutine(used));
      if (used_catalog === "pg_type") return present(this.#names.ownType(used));
      if (used_catalog === "pg_constraint") return present(this.#names.ownConstraint(used));
      return this.#names.kindOf(used) === "S" ? [this.#names.relation(used)] : [];
    });
    return [...new Set(found)];
  }

  /** The relations, sequences apart, that an object reads, with the columns; none means the relation as a whole. */
  reads(catalog: string, object: number): ReadonlyMap<number, readonly number[]> {
    const found = new Map<number, readonly number[]>();
    for (const { used_catalog, used, column } of this.#of(catalog, object)) {
      if (used_catalog !== "pg_class" || this.#names.kindOf(used) === "S") continue;
      const known = found.get(used) ?? [];
      found.set(used, column === 0 || known.includes(column) ? known : [...known, column]);
    }
    return found;
  }

  owned(table: number): readonly OwnedSequence[] {
    return this.#byOwner.get(table) ?? [];
  }

  ownerOf(sequence: number): OwnedSequence | undefined {
    return this.#bySequence.get(sequence);
  }

  #of(catalog: string, object: number): readonly DependencyRow[] {
    return this.#byObject.get(`${catalog} ${object}`) ?? [];
  }
}

/** A serial column's sequence depends on it as `a`, an identity column's as `i`. */
function isOwnership({ catalog, object, used_catalog, column, kind }: DependencyRow, names: Names): boolean {
  return (
    catalog === "pg_class" &&
    used_catalog === "pg_class" &&
    column > 0 &&
    kind !== "n" &&
    names.kindOf(object) === "S"
  );
}

function ownership({ object, used, column, kind }: DependencyRow): OwnedSequence {
  return { sequence: object, table: used, column, identity: kind === "i" };
}

function present<T>(value: T | undefined): T[] {
  return value === undefined ? [] : [value];
}
