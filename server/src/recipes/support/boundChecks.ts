import { isTable, type Table } from "../../catalog/relations.ts";
import { ident, sql, type Sql } from "../../sql/fragment.ts";
import type { RecipeFacts } from "../recipe.ts";
import { boundCheck, defaultBeside, outsideCheck } from "./boundCheck.ts";
import { FreeNames } from "./freeName.ts";
import { newConstraint, type Guarded } from "./guarded.ts";
import type { NewPartition } from "./newPartition.ts";
import { tableSql } from "./partitions.ts";
import { catalogOf, entryOf } from "./subject.ts";

/** A CHECK that is there until a partition is attached, so that no rows are read then. */
export interface BoundCheck {
  readonly table: Sql;
  readonly name: string;
  /** ADD CONSTRAINT … NOT VALID, where it is not there. */
  readonly add: Guarded;
  readonly validate: string;
  readonly drop: string;
}

/** Chooses names for such CHECKs. */
export class BoundChecks {
  readonly #facts: RecipeFacts;
  readonly #new: NewPartition;
  readonly #names: FreeNames;

  constructor(facts: RecipeFacts, made: NewPartition) {
    this.#facts = facts;
    this.#new = made;
    this.#names = new FreeNames(facts);
  }

  /** That of the table which is attached. */
  own(parent: Table, table: Table): BoundCheck | undefined {
    const catalog = catalogOf(this.#facts);
    const { bound } = this.#new;
    const condition = catalog && boundCheck(catalog, parent, bound, table, this.#facts.grammar);
    return condition && this.#checkOf(table, table.name, condition);
  }

  /** That of the default partition. */
  outside(parent: Table, beside: Table): BoundCheck | undefined {
    const catalog = catalogOf(this.#facts);
    const { bound } = this.#new;
    const condition = catalog && outsideCheck(catalog, parent, bound, beside, this.#facts.grammar);
    return (
      condition && this.#checkOf(beside, `${beside.name}_${this.#new.partition.relname ?? ""}`, condition)
    );
  }

  #checkOf(table: Table, base: string, condition: Sql): BoundCheck {
    const name = this.#names.choose(base, "_bound_check", { of: "constraint", table });
    const on = tableSql(table);
    const alter = (action: Sql): string => sql`ALTER TABLE ${on} ${action}`.text;
    return {
      table: on,
      name,
      add: newConstraint(on, name, sql`CHECK (${condition}) NOT VALID`.text),
      validate: alter(sql`VALIDATE CONSTRAINT ${ident(name)}`),
      drop: alter(sql`DROP CONSTRAINT IF EXISTS ${ident(name)}`),
    };
  }
}

/** The default partition, where the statement reads its rows. */
export function defaultRead(facts: RecipeFacts, parent: Table, { bound }: NewPartition): Table | undefined {
  const catalog = catalogOf(facts);
  const beside = catalog && defaultBeside(catalog, parent, bound);
  return beside !== undefined && isRead(facts, beside) ? beside : undefined;
}

/** Whether the statement reads rows of a table, or of a partition of it. */
export function isRead(facts: RecipeFacts, table: Table): boolean {
  const catalog = catalogOf(facts);
  const reads = entryOf(facts)?.effects.work.filter(({ kind }) => kind === "scan") ?? [];
  const isIn = (each: Table): boolean =>
    reads.some(({ relation }) => relation.id === each.id) ||
    each.children
      .map((id) => catalog?.get("relation", id))
      .filter(isTable)
      .some(isIn);
  return isIn(table);
}
