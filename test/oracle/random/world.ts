import type { Catalog } from "../../../server/src/catalog/catalog.ts";
import type { QualifiedName } from "../../../server/src/catalog/ids.ts";
import { isIndex, isTable } from "../../../server/src/catalog/relations.ts";
import type {
  Column,
  Index,
  Relation,
  Sequence,
  Table,
  View,
} from "../../../server/src/catalog/relations.ts";
import type { Routine } from "../../../server/src/catalog/functions.ts";
import type { Type } from "../../../server/src/catalog/types.ts";
import type { Random } from "./random.ts";

/** Makes one statement, or part of one, of what is there; undefined where there is nothing to make it of. */
export type Maker = (world: World) => string | undefined;
/** How often it is chosen, relative to the others of its list. */
export type Weighted = readonly [weight: number, maker: Maker];

/** What a statement can be made of: the catalog as folded so far, and chance. */
export class World {
  readonly random: Random;
  readonly catalog: Catalog;
  readonly major: number;
  readonly inTransaction: boolean;

  constructor(random: Random, catalog: Catalog, major: number, inTransaction: boolean) {
    this.random = random;
    this.catalog = catalog;
    this.major = major;
    this.inTransaction = inTransaction;
  }

  relations(): readonly Relation[] {
    return [...this.catalog.all("relation").values()].sort(byId);
  }

  tables(kind?: Table["kind"]): readonly Table[] {
    return this.relations()
      .filter(isTable)
      .filter((table) => kind === undefined || table.kind === kind);
  }

  views(kind?: View["kind"]): readonly View[] {
    return this.relations().filter(
      (relation): relation is View =>
        (relation.kind === "view" || relation.kind === "materialized-view") &&
        (kind === undefined || relation.kind === kind),
    );
  }

  indexes(): readonly Index[] {
    return this.relations().filter(isIndex);
  }

  indexesOf(table: Table | View): readonly Index[] {
    return this.indexes().filter((index) => index.table === table.id);
  }

  sequences(): readonly Sequence[] {
    return this.relations().filter((relation): relation is Sequence => relation.kind === "sequence");
  }

  types(kind?: Type["kind"]): readonly Type[] {
    return [...this.catalog.all("type").values()]
      .filter((type) => kind === undefined || type.kind === kind)
      .sort(byId);
  }

  routines(): readonly Routine[] {
    return [...this.catalog.all("function").values()].sort(byId);
  }

  /** Objects of which the model keeps only the name: statistics, publications, roles. */
  others(kind: string): readonly string[] {
    return [...this.catalog.all("other").values()]
      .filter((object) => object.kind === kind)
      .map(({ name }) => name)
      .sort();
  }

  schemas(): readonly string[] {
    return [...this.catalog.all("schema").keys()].filter((name) => name !== "pg_catalog").sort();
  }

  /** A table; seldom something else, or nothing that exists, since errors are predicted too. */
  table(accept: (table: Table) => boolean = () => true): Table | undefined {
    return this.random.pick(this.tables().filter(accept));
  }

  column(table: { readonly columns: readonly Column[] }): Column | undefined {
    return this.random.pick(table.columns);
  }

  /** How the statement writes the name of something: qualified, unless it is in `public` and chance will have it so. */
  name(named: QualifiedName): string {
    const short = named.schema === "pg_temp" || (named.schema === "public" && this.random.chance(60));
    return short ? quoted(named.name) : `${quoted(named.schema)}.${quoted(named.name)}`;
  }

  /** `name`, seldom that of something else or of nothing, since errors are predicted too. */
  target(named: QualifiedName): string {
    if (!this.random.chance(3)) return this.name(named);
    const other = this.random.chance(50) ? this.random.pick(this.relations()) : undefined;
    return other === undefined ? "missing" : this.name(other);
  }

  /** A column's name, seldom one that does not exist. */
  columnName(column: Column): string {
    return this.random.chance(2) ? "nocolumn" : quoted(column.name);
  }

  /** A name for a new object; seldom one that is taken. */
  fresh(prefix: string): string {
    return quoted(`${prefix}${this.random.int(1, 60)}`);
  }

  /** The same with a schema, mostly the one that is searched anyway. */
  freshQualified(prefix: string): string {
    const schema = this.random.chance(15) ? this.random.pick(this.schemas()) : undefined;
    return schema === undefined ? this.fresh(prefix) : `${quoted(schema)}.${this.fresh(prefix)}`;
  }

  /** What one of the makers makes; others are tried where it has nothing to make it of. */
  make(makers: readonly Weighted[]): string | undefined {
    for (let attempt = 0; attempt < 8; attempt++) {
      const made = this.#one(makers)(this);
      if (made !== undefined) return made;
    }
    return undefined;
  }

  #one(makers: readonly Weighted[]): Maker {
    const total = makers.reduce((sum, [weight]) => sum + weight, 0);
    let left = this.random.int(1, Math.max(1, total));
    for (const [weight, maker] of makers) {
      left -= weight;
      if (left <= 0) return maker;
    }
    return () => undefined;
  }
}

/** An identifier as SQL writes it. */
export function quoted(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** A list in parentheses. */
export function listed(items: readonly string[]): string {
  return `(${items.join(", ")})`;
}

function byId(one: { readonly id: string }, other: { readonly id: string }): number {
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
}
