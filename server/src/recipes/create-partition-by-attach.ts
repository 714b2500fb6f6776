import type { Table } from "../catalog/relations.ts";
import { ident, sql, type Sql } from "../sql/fragment.ts";
import { relationSpan } from "../sql/ranges.ts";
import { spanOfClause } from "../sql/tokens.ts";
import { unprovable } from "./attach-through-check.ts";
import { droppedName } from "./support/droppedName.ts";
import { defineRecipe, type Plan, type RecipeFacts, type Step } from "./recipe.ts";
import { BoundChecks, defaultRead, type BoundCheck } from "./support/boundChecks.ts";
import { allAtOnce, givingWay } from "./support/givingWay.ts";
import { attached, guarded, oneByOne, type Given, type Guarded } from "./support/guarded.ts";
import { locksBeside } from "./support/locksBeside.ts";
import { boundSpan, createPartitionOf, planName } from "./support/newPartition.ts";
import { entryOf, nameOfRelation, schemaOfRelation, tableNamed } from "./support/subject.ts";

export const createPartitionByAttach = defineRecipe({
  id: "create-partition-by-attach",
  title: "Create the partition as a table of its own, then attach it",
  kind: "quickfix",
  summary:
    "CREATE TABLE … PARTITION OF stops every query on the partitioned table; a table made LIKE it and attached stops none. Beside a default partition, whose rows would be read while nobody can use it, a CHECK that none of them belongs to the new one is validated first, while reads and writes go on; until the partition is there, new rows that belong there are refused.",
  examples: [
    {
      before:
        "CREATE TABLE kinds (id int PRIMARY KEY); CREATE TABLE events (id bigint NOT NULL, at date NOT NULL, kind int DEFAULT 1 REFERENCES kinds CHECK (kind > 0), PRIMARY KEY (id, at)) PARTITION BY RANGE (at); CREATE INDEX events_at ON events (at);",
      bad: "CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');",
    },
    {
      before:
        "CREATE TABLE events (id bigint, kind text) PARTITION BY LIST (kind); CREATE TABLE events_rest PARTITION OF events DEFAULT;",
      bad: "CREATE TABLE events_some PARTITION OF events FOR VALUES IN ('a', 'b');",
    },
  ],
  applies: (facts) => createPartitionOf(facts.statement.statement) !== undefined,
  plan(facts) {
    const made = createPartitionOf(facts.statement.statement);
    const parent = made && tableNamed(facts, made.parent);
    if (made === undefined || parent === undefined)
      return {
        refused:
          "No migration here creates the partitioned table, so it is not known what a partition of it has.",
      };
    if (entryOf(facts)?.outcome.effects.fails?.when === "always")
      return { refused: "This statement would fail, so there is nothing to make safe." };
    if ((made.create.tableElts ?? []).length > 0)
      return {
        refused:
          "The partition gets constraints or defaults of its own in brackets, which LIKE has no place for. Write them as an ALTER TABLE of the partition behind this statement first.",
      };
    const pieces = textOf(facts, made, parent);
    const beside = defaultRead(facts, parent, made);
    const check = beside && new BoundChecks(facts, made).outside(parent, beside);
    if (beside !== undefined && check === undefined) return { refused: unprovable(parent) };
    if (pieces === undefined) return { refused: "The statement cannot be taken apart." };
    return planOf(made, pieces, check, locksBeside(facts, [parent]));
  },
  isInverse(statement, facts) {
    const name = createPartitionOf(facts.statement.statement)?.partition.relname;
    return name !== undefined && droppedName(statement, "OBJECT_TABLE") === name;
  },
});

type Made = NonNullable<ReturnType<typeof createPartitionOf>>;

/** The two statements that come to the same. */
interface Pieces {
  readonly create: string;
  readonly attach: Guarded;
  readonly partition: Sql;
}

function planOf(made: Made, pieces: Pieces, check: BoundCheck | undefined, several: boolean): Plan {
  const done = (statements: readonly Given[]): readonly string[] =>
    several ? [givingWay({ locked: [], statements, restoresLimit: true })] : oneByOne(statements);
  const { relname = "" } = made.partition;
  const drop = sql`DROP TABLE IF EXISTS ${pieces.partition}`.text;
  const create: Step = {
    phase: "expand",
    title: "Make it LIKE the partitioned table, and attach it while it is empty",
    suffix: "attach",
    transaction: check === undefined ? "same" : "own",
    up: [pieces.create, ...done([pieces.attach, ...(check === undefined ? [] : [check.drop])])],
    down: check === undefined ? done([drop]) : [],
  };
  return {
    recipe: "create-partition-by-attach",
    title: `Create the partition ${relname} while the partitioned table is in use`,
    name: planName("create", made.partition),
    steps: check === undefined ? [create] : [...checkedFirst(check, drop), create],
    pending: [],
  };
}

/** The down leaves the partition until the CHECK is not proven any more, so that it goes up again without a scan. */
function checkedFirst(check: BoundCheck, drop: string): readonly Step[] {
  return [
    {
      phase: "expand",
      title: "Refuse rows in the default partition that belong to the new one, until that is there",
      suffix: "check",
      transaction: "own",
      up: [guarded(check.add)],
      down: [check.drop],
    },
    {
      phase: "migrate",
      title: "Check the old rows of the default partition, while reads and writes go on",
      suffix: "validate",
      transaction: "own",
      up: [check.validate],
      down: [allAtOnce([check.add, drop])],
    },
  ];
}

/** The user's own words, but for what says that it is a partition; the new table gets what PARTITION OF would give it. */
function textOf(facts: RecipeFacts, made: Made, parent: Table): Pieces | undefined {
  const { statement } = facts.statement;
  const { text } = statement;
  const name = relationSpan(statement, made.partition);
  const words = spanOfClause(statement, ["partition", "of"], name.end);
  const bound = boundSpan(statement, made.bound, (made.parent.location ?? 0) + 1);
  if (words === undefined || bound === undefined) return undefined;
  const schema = schemaOfNew(facts, made);
  const partition =
    schema === undefined ? ident(made.partition.relname ?? "") : ident(schema, made.partition.relname ?? "");
  const whole = nameOfRelation(facts, made.parent);
  const once = made.create.if_not_exists === true ? "" : "IF NOT EXISTS ";
  const like =
    "INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED INCLUDING STORAGE INCLUDING COMPRESSION";
  const space = made.create.tablespacename === undefined && parent.tablespace !== undefined;
  const tail = text.slice(bound.end) + (space ? ` TABLESPACE ${ident(parent.tablespace).text}` : "");
  const attach =
    sql`ALTER TABLE ${whole} ATTACH PARTITION ${partition} `.text + text.slice(bound.start, bound.end);
  return {
    create: `${text.slice(0, name.start)}${once}${partition.text} (LIKE ${whole.text} ${like})${tail}`,
    attach: attached(whole, partition, attach),
    partition,
  };
}

function schemaOfNew(facts: RecipeFacts, { partition, parent }: Made): string | undefined {
  if (partition.schemaname !== undefined) return partition.schemaname;
  // Where the search path has to be spelled out for the one, so has it for the other.
  if (schemaOfRelation(facts, parent) === parent.schemaname) return undefined;
  const made = (entryOf(facts)?.outcome.changes ?? []).find(
    ({ collection, value }) => collection === "relation" && value?.name === partition.relname,
  );
  return made?.collection === "relation" ? made.value?.schema : undefined;
}
