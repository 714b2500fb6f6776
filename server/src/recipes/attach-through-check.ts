import type { Catalog } from "../catalog/catalog.ts";
import { isIndex, isTable, type Constraint, type Index, type Table } from "../catalog/relations.ts";
import { ident, sql } from "../sql/fragment.ts";
import type { Statement } from "../sql/statement.ts";
import { Spelling } from "./inverse/spelling.ts";
import { constraintDefinition } from "./inverse/constraintSql.ts";
import { defineRecipe, type Plan, type RecipeFacts, type Refusal, type Step } from "./recipe.ts";
import { BoundChecks, defaultRead, isRead, type BoundCheck } from "./support/boundChecks.ts";
import { allAtOnce } from "./support/givingWay.ts";
import { attached, detached, newConstraint, oneByOne, type Given } from "./support/guarded.ts";
import { buildStep, dropConcurrently } from "./support/indexSteps.ts";
import { indexAsItIs } from "./support/indexSql.ts";
import { dropKeySql, usingIndexSql } from "./support/keySql.ts";
import { locksBeside } from "./support/locksBeside.ts";
import { attachOf, boundSpan, planName, type NewPartition } from "./support/newPartition.ts";
import { tableSql } from "./support/partitions.ts";
import { soleCommand } from "./support/soleCommand.ts";
import { catalogOf, entryOf, nameOfRelation, tableNamed } from "./support/subject.ts";

export const attachThroughCheck = defineRecipe({
  id: "attach-through-check",
  title: "Prove the bound with a validated CHECK and build the indexes first, then attach",
  kind: "quickfix",
  summary:
    "A CHECK of the bound is added NOT VALID and validated while reads and writes go on, so that ATTACH PARTITION reads no rows; one of the default partition says that none of its rows belongs there, and refuses new ones until the partition is attached. What the partitioned table has and the table has not is made before: indexes CONCURRENTLY, foreign keys NOT VALID. The down leaves it attached until the CHECK is not proven any more.",
  examples: [
    {
      before:
        "CREATE TABLE events (id bigint NOT NULL, at date NOT NULL) PARTITION BY RANGE (at); CREATE INDEX events_id ON events (id); CREATE TABLE events_rest PARTITION OF events DEFAULT; CREATE TABLE events_2025 (id bigint NOT NULL, at date NOT NULL);",
      bad: "ALTER TABLE events ATTACH PARTITION events_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');",
    },
  ],
  applies: (facts) =>
    attachOf(facts.statement.statement) !== undefined &&
    [...facts.statement.entries.values()].some(({ effects }) => effects.work.length > 0),
  plan(facts) {
    const { statement } = facts.statement;
    const made = attachOf(statement);
    const span = made && boundSpan(statement, made.bound, (made.partition.location ?? 0) + 1);
    if (made === undefined || span === undefined)
      return { refused: "Write ATTACH PARTITION as an ALTER TABLE of its own first." };
    const parent = tableNamed(facts, made.parent);
    const table = tableNamed(facts, made.partition);
    if (parent === undefined || table === undefined)
      return {
        refused: `No migration here creates ${(parent === undefined ? made.parent : made.partition).relname ?? "the table"}, so it is not known what has to hold for its rows, and which indexes it lacks.`,
      };
    return new Attachment(facts, made, parent, table).plan(statement.text.slice(span.start, span.end));
  },
  isInverse: (candidate: Statement, facts) => {
    const command = soleCommand(candidate)?.command;
    const def = command?.def;
    if (command?.subtype !== "AT_DetachPartition" || def === undefined || !("PartitionCmd" in def))
      return false;
    return def.PartitionCmd.name?.relname === attachOf(facts.statement.statement)?.partition.relname;
  },
});

/** An ATTACH PARTITION whose work is done before it. */
class Attachment {
  readonly #facts: RecipeFacts;
  readonly #made: NewPartition;
  readonly #parent: Table;
  readonly #table: Table;

  constructor(facts: RecipeFacts, made: NewPartition, parent: Table, table: Table) {
    this.#facts = facts;
    this.#made = made;
    this.#parent = parent;
    this.#table = table;
  }

  plan(bound: string): Plan | Refusal {
    const checks = this.#checks();
    const builds = this.#builds();
    const keys = this.#foreignKeys();
    if ("refused" in checks) return checks;
    if ("refused" in builds) return builds;
    if ("refused" in keys) return keys;
    const { relname = "" } = this.#made.partition;
    return {
      recipe: "attach-through-check",
      title: `Attach ${relname} without reading its rows under a lock`,
      name: planName("attach", this.#made.partition),
      steps: [
        ...(checks.length + keys.length === 0 ? [] : [this.#expand(checks, keys)]),
        ...builds,
        this.#validate(checks, keys),
        this.#attach(bound, checks),
      ],
      pending: [],
    };
  }

  #expand(checks: readonly BoundCheck[], keys: readonly AddedKey[]): Step {
    return {
      phase: "expand",
      title: `Say of new rows what attaching asks of all${checks.length > 1 ? "; until it is attached, rows that belong there are refused in the default partition" : ""}`,
      suffix: "check",
      transaction: "own",
      up: this.#briefly([...checks, ...keys].map(({ add }) => add)),
      down: this.#briefly([...checks, ...keys].map(({ drop }) => drop)),
    };
  }

  #validate(checks: readonly BoundCheck[], keys: readonly AddedKey[]): Step {
    const partition = tableSql(this.#table);
    return {
      phase: "migrate",
      title: "Check the old rows, while reads and writes go on",
      suffix: "validate",
      transaction: "own",
      up: [...checks, ...keys].map(({ validate }) => validate),
      down: [
        // Of two tables at least: the partitioned one and its partition.
        allAtOnce([
          ...checks.map(({ add }) => add),
          detached(nameOfRelation(this.#facts, this.#made.parent), partition),
        ]),
      ],
    };
  }

  #attach(bound: string, checks: readonly BoundCheck[]): Step {
    const parent = nameOfRelation(this.#facts, this.#made.parent);
    const partition = tableSql(this.#table);
    const using = this.#newConstraints()
      .filter(({ kind }) => kind === "primary-key" || kind === "unique")
      .map((key) => newConstraint(partition, key.name, usingIndexSql(key, key.name)));
    const attach = sql`ALTER TABLE ${parent} ATTACH PARTITION ${partition} `.text + bound;
    return {
      phase: "contract",
      title:
        "Attach it, which reads no rows, then drop the CHECKs; the down leaves it attached until the step before",
      suffix: "attach",
      transaction: "own",
      up: this.#briefly([...using, attached(parent, partition, attach), ...checks.map(({ drop }) => drop)]),
      down: [],
    };
  }

  /** Beside the table, the default partition and those that foreign keys refer to are locked. */
  #briefly(statements: readonly Given[]): readonly string[] {
    return locksBeside(this.#facts, [this.#parent, this.#table])
      ? [allAtOnce(statements)]
      : oneByOne(statements);
  }

  #checks(): readonly BoundCheck[] | Refusal {
    const names = new BoundChecks(this.#facts, this.#made);
    const beside = defaultRead(this.#facts, this.#parent, this.#made);
    const own = isRead(this.#facts, this.#table) ? [names.own(this.#parent, this.#table)] : [];
    const wanted = [...own, ...(beside === undefined ? [] : [names.outside(this.#parent, beside)])];
    const known = wanted.filter((check) => check !== undefined);
    return known.length === wanted.length ? known : { refused: unprovable(this.#parent) };
  }

  /** The indexes that ATTACH PARTITION would build, a migration each. */
  #builds(): readonly Step[] | Refusal {
    const catalog = catalogOf(this.#facts);
    const steps: Step[] = [];
    for (const index of this.#newIndexes()) {
      if (index.table !== this.#table.id || index.kind !== "index")
        return {
          refused: `${this.#table.name} is partitioned itself, and attaching builds indexes on its partitions. Build those first: CREATE INDEX on ${this.#table.name} in a migration before this has a plan of its own.`,
        };
      const build = catalog && indexAsItIs(index, catalog, this.#facts.grammar);
      if (build === undefined) return { refused: `The index ${index.name} cannot be written down again.` };
      const name = ident(index.schema, index.name);
      const down =
        index.constraint === undefined
          ? [dropConcurrently(name)]
          : [dropKeySql(tableSql(this.#table), index.name, name, this.#facts.lockTimeout)];
      steps.push(buildStep("Build an index that attaching needs", name, build, { suffix: index.name, down }));
    }
    return steps;
  }

  /** The foreign keys that ATTACH PARTITION would check every row for. */
  #foreignKeys(): readonly AddedKey[] | Refusal {
    const catalog = catalogOf(this.#facts);
    const keys = this.#newConstraints().filter(({ kind }) => kind === "foreign-key");
    if (catalog === undefined || keys.length === 0) return [];
    if (this.#table.kind === "partitioned-table" && this.#facts.majors.some((major) => major < 18))
      return {
        refused: `${this.#table.name} is partitioned itself, and before PostgreSQL 18 takes no NOT VALID foreign key (42809). Add the foreign keys of ${this.#parent.name} to each of its partitions first.`,
      };
    const inner = keys.find((key) => key.kind === "foreign-key" && this.#isAbove(key.references, catalog));
    if (inner !== undefined)
      return {
        refused: `The foreign key ${inner.name} of ${this.#parent.name} refers to the partitioned table itself: rows of ${this.#table.name} may refer to each other, which cannot be checked before they are attached. There is no way without reading them under the lock: limit the wait with lock_timeout, and attach while it is quiet.`,
      };
    const spelling = new Spelling(catalog, this.#facts.grammar);
    const on = tableSql(this.#table);
    return keys.map((key) => ({
      add: newConstraint(
        on,
        key.name,
        sql`${constraintDefinition(this.#table, key, spelling)} NOT VALID`.text,
      ),
      validate: sql`ALTER TABLE ${on} VALIDATE CONSTRAINT ${ident(key.name)}`.text,
      drop: sql`ALTER TABLE ${on} DROP CONSTRAINT IF EXISTS ${ident(key.name)}`.text,
    }));
  }

  /** Whether the table becomes a part of that one. */
  #isAbove(id: Table["id"], catalog: Catalog, from = this.#parent): boolean {
    if (from.id === id) return true;
    const parents = from.parents.map((each) => catalog.get("relation", each)).filter(isTable);
    return parents.some((parent) => this.#isAbove(id, catalog, parent));
  }

  #newIndexes(): readonly Index[] {
    return this.#changed().flatMap(({ value }) =>
      isIndex(value) && !this.#wasThere(value.id) ? [value] : [],
    );
  }

  #newConstraints(): readonly Constraint[] {
    const known = new Set(this.#table.constraints.map(({ id }) => id));
    const after = this.#changed().find(({ key }) => key === this.#table.id)?.value;
    return isTable(after) ? after.constraints.filter(({ id }) => !known.has(id)) : [];
  }

  #changed() {
    const changes = entryOf(this.#facts)?.outcome.changes ?? [];
    return changes.flatMap((change) => (change.collection === "relation" ? [change] : []));
  }

  #wasThere(id: Index["id"]): boolean {
    return catalogOf(this.#facts)?.get("relation", id) !== undefined;
  }
}

/** A constraint that the table gets before it is attached. */
type AddedKey = Pick<BoundCheck, "add" | "validate" | "drop">;

/** Why no CHECK can prove a bound. */
export function unprovable({ name, partitionKey: key }: Table): string {
  if (key?.strategy === "hash")
    return `${name} is partitioned by hash. By hand: add CHECK (satisfies_hash_partition('${name}'::regclass, modulus, remainder, key columns)) NOT VALID to the table, validate it in a later migration, and attach then, which reads no rows.`;
  return `What a CHECK has to say so that no rows are read is not known: the key of ${name} has an expression, or the bound is computed. Write the CHECK by hand, NOT VALID, validate it, and attach then.`;
}
