import type { Catalog } from "../../catalog/catalog.ts";
import { displayName } from "../../catalog/ids.ts";
import {
  isIndex,
  type CheckConstraint,
  type Constraint,
  type ForeignKeyConstraint,
  type Index,
  type KeyConstraint,
  type Table,
} from "../../catalog/relations.ts";
import { ident, sql } from "../../sql/fragment.ts";
import type { Grammar } from "../../sql/grammar.ts";
import { constraintDefinition } from "../inverse/constraintSql.ts";
import { Spelling } from "../inverse/spelling.ts";
import type { RecipeFacts, Refusal, Step } from "../recipe.ts";
import { commentsOn, sayAgain } from "../transition/comments.ts";
import { dropKey } from "../transition/dropKey.ts";
import { dropIndexAtTheEnd } from "../support/dropIndex.ts";
import { allAtOnce } from "../support/givingWay.ts";
import { addConstraintOnce, newConstraint, validateOnce, type Guarded } from "../support/guarded.ts";
import { indexAsItIs } from "../support/indexSql.ts";

/**
 * Something that hangs on what is to be dropped, and goes before it in a migration of its own, under the least lock
 * that there is for it. On the way down it comes again while reads and writes go on.
 */
export interface Parting {
  readonly step: Step;
  /** What the down does last of all, in one transaction: VALIDATE, and keys that take their indexes over. */
  readonly proofs: readonly string[];
  /** The statement that takes it away, bare, for folding. */
  readonly bare: string;
}

/** Writes partings from the catalog before the statement. */
export class Partings {
  readonly #catalog: Catalog;
  readonly #grammar: Grammar;
  readonly #facts: RecipeFacts;
  readonly spelling: Spelling;

  constructor(catalog: Catalog, facts: RecipeFacts) {
    this.#catalog = catalog;
    this.#grammar = facts.grammar;
    this.#facts = facts;
    this.spelling = new Spelling(catalog, facts.grammar);
  }

  /** A foreign key: both tables are locked, so each goes by itself, and comes back by itself. */
  foreignKey(table: Table, key: ForeignKeyConstraint): Parting | Refusal {
    const again = this.again(table, key);
    if ("refused" in again) return again;
    const name = this.spelling.name(table);
    const bare = sql`ALTER TABLE ${name} DROP CONSTRAINT IF EXISTS ${ident(key.name)}`.text;
    return {
      step: {
        phase: "contract",
        title: `Drop the foreign key ${key.name} by itself: it locks ${displayName(table)} and the table that it references`,
        suffix: "drop_foreign_key",
        transaction: "own",
        up: [allAtOnce([bare])],
        down: [allAtOnce([again.add])],
      },
      proofs: [...(key.valid ? [validateOnce(name, key.name)] : []), ...this.#said(table, key)],
      bare,
    };
  }

  /** An index that no constraint has. */
  index(index: Index): Parting | Refusal {
    const build = indexAsItIs(index, this.#catalog, this.#grammar);
    if (build === undefined) return this.#unknown(`the index ${displayName(index)}`);
    const bare = sql`DROP INDEX CONCURRENTLY IF EXISTS ${this.spelling.name(index)}`.text;
    const up = [dropIndexAtTheEnd(bare, build.once[0] ?? "")];
    return {
      step: {
        phase: "contract",
        title: `Drop the index ${index.name} while reads and writes go on; the down builds it again`,
        suffix: "drop_index",
        transaction: "none",
        up,
        down: build.once,
        repeatable: { up, down: build.again },
      },
      proofs: [],
      bare,
    };
  }

  /** A unique constraint with its index. */
  key(table: Table, key: KeyConstraint): Parting | Refusal {
    const index = this.#catalog.get("relation", key.index);
    const build = isIndex(index) ? indexAsItIs(index, this.#catalog, this.#grammar) : undefined;
    if (!isIndex(index) || build === undefined || key.kind === "exclusion")
      return this.#unknown(`the constraint ${displayName(table)}.${key.name}`);
    const schema = table.schema === "public" ? undefined : table.schema;
    const drop = `-- lockkeeper-ignore drops-key: no running version relies on it any more\n${dropKey({ schema, table: table.name }, key.name)}`;
    const name = this.spelling.name(table);
    const word = key.kind === "primary-key" ? "PRIMARY KEY" : "UNIQUE";
    const deferral = key.deferrable ? ` DEFERRABLE${key.initiallyDeferred ? " INITIALLY DEFERRED" : ""}` : "";
    const definition = `${word} USING INDEX ${ident(index.name).text}${deferral}`;
    return {
      step: {
        phase: "contract",
        title: `Drop ${key.name} with its index; the down builds the index while reads and writes go on`,
        suffix: "drop_key",
        transaction: "none",
        up: [drop],
        down: build.once,
        repeatable: { up: [drop], down: build.again },
      },
      proofs: [
        addConstraintOnce(name, key.name, definition, this.spelling.name(index)),
        ...this.#said(table, key),
      ],
      bare: sql`ALTER TABLE ${name} DROP CONSTRAINT ${ident(key.name)}`.text,
    };
  }

  /** ADD CONSTRAINT … NOT VALID as it was. */
  again(
    table: Table,
    constraint: CheckConstraint | ForeignKeyConstraint,
  ): { readonly add: Guarded } | Refusal {
    const wanted: Constraint = { ...constraint, valid: false };
    const definition = constraintDefinition(table, wanted, this.spelling).text;
    const missing = this.spelling.takeMissing();
    if (missing !== undefined)
      return this.#unknown(`the constraint ${displayName(table)}.${constraint.name}`);
    return { add: newConstraint(this.spelling.name(table), constraint.name, definition) };
  }

  /** The comments on a constraint and on its index. */
  #said(table: Table, key: Constraint): readonly string[] {
    const schema = table.schema === "public" ? undefined : table.schema;
    const indexes = "index" in key && key.kind !== "foreign-key" ? [{ id: key.index, name: key.name }] : [];
    const named = this.spelling.name(table);
    return sayAgain(commentsOn({ table, named, schema, indexes, constraints: [key] }, this.#facts));
  }

  #unknown(what: string): Refusal {
    return {
      refused: `The down would have to make ${what} again, and the migrations do not tell enough to write it.`,
    };
  }
}
