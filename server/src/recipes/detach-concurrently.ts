import type { RangeVar } from "@pgsql/types";
import { isTable } from "../catalog/relations.ts";
import { interpret } from "../interpret/interpret.ts";
import { deparse } from "../sql/deparse.ts";
import { ident, sql, truncateName } from "../sql/fragment.ts";
import { readStatements, StatementCache } from "../sql/parse.ts";
import { commandSpan } from "../sql/ranges.ts";
import { defineRecipe, type RecipeFacts } from "./recipe.ts";
import { wordOf } from "./support/partitions.ts";
import { soleCommand } from "./support/soleCommand.ts";
import { catalogOf, nameOfRelation, setsSearchPath, tableNamed } from "./support/subject.ts";

export const detachConcurrently = defineRecipe({
  id: "detach-concurrently",
  title: "Detach the partition CONCURRENTLY, outside a transaction",
  kind: "quickfix",
  summary:
    "Queries on the partitioned table go on; the statement waits for those that run already. It is refused beside a default partition. One that is interrupted leaves the partition pending: DETACH PARTITION … FINALIZE ends it.",
  examples: [
    {
      before:
        "CREATE TABLE events (at date NOT NULL, what text) PARTITION BY RANGE (at); CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');",
      bad: "ALTER TABLE events DETACH PARTITION events_2020;",
    },
  ],
  applies: (facts) => detachOf(facts) !== undefined,
  plan(facts) {
    const found = detachOf(facts);
    const span = found && commandSpan(facts.statement.statement, found.relation, 0);
    if (found === undefined || span === undefined) return { refused: "This is no DETACH PARTITION." };
    const obstacle = obstacleOf(facts, found.relation);
    if (obstacle !== undefined) return { refused: obstacle };
    const { text } = facts.statement.statement;
    const check = checkLeft(facts, span.end);
    const attach = attachSql(facts, found);
    if (check === undefined || attach === undefined)
      return { refused: "It is not known what this partition is, so there is no down to write." };
    const table = nameOfRelation(facts, found.partition);
    const name = found.partition.relname ?? "";
    return {
      recipe: "detach-concurrently",
      title: `Detach ${name} while the partitioned table is in use`,
      name: truncateName(`detach_${wordOf(name)}`),
      steps: [
        {
          phase: "contract",
          title: `If this is interrupted, ALTER TABLE ${nameOfRelation(facts, found.relation).text} DETACH PARTITION ${table.text} FINALIZE ends it.`,
          transaction: "none",
          up: [`${text.slice(0, span.end)} CONCURRENTLY${text.slice(span.end)}`],
          // Outside of a transaction, and in one, this limits the wait.
          down: [`SET lock_timeout = '${facts.lockTimeout}'`, attach, "RESET lock_timeout"],
        },
        {
          phase: "contract",
          title: "Drop the CHECK that DETACH CONCURRENTLY leaves in place of the partition's bound",
          suffix: "drop_check",
          transaction: "own",
          up: [sql`ALTER TABLE ${table} DROP CONSTRAINT IF EXISTS ${ident(check)}`.text],
          down: [],
        },
      ],
      pending: [],
    };
  },
  isInverse(candidate, facts) {
    const found = detachOf(facts);
    const command = soleCommand(candidate)?.command;
    if (found === undefined || command?.subtype !== "AT_AttachPartition") return false;
    const { def } = command;
    if (def === undefined || !("PartitionCmd" in def)) return false;
    return def.PartitionCmd.name?.relname === found.partition.relname;
  },
});

interface Detach {
  readonly relation: RangeVar;
  readonly partition: RangeVar;
}

function detachOf({ statement }: RecipeFacts): Detach | undefined {
  const found = soleCommand(statement.statement);
  if (found === undefined) return undefined;
  const { subtype, def } = found.command;
  if (subtype !== "AT_DetachPartition" || def === undefined || !("PartitionCmd" in def)) return undefined;
  const { name: partition, concurrent } = def.PartitionCmd;
  return partition === undefined || concurrent === true ? undefined : { relation: found.relation, partition };
}

/** What ATExecDetachPartition refuses. */
function obstacleOf(facts: RecipeFacts, relation: RangeVar): string | undefined {
  if (setsSearchPath(facts))
    return "The file sets a search_path, which a migration of its own would not have. Write the schemas before the names first.";
  const parent = tableNamed(facts, relation);
  if (parent === undefined)
    return "No migration here creates the partitioned table, so it is not known whether it has a default partition, beside which CONCURRENTLY is refused.";
  const catalog = catalogOf(facts);
  const hasDefault = parent.children.some((id) => {
    const child = catalog?.get("relation", id);
    return isTable(child) && child.bound?.isDefault === true;
  });
  return hasDefault
    ? "Beside a default partition CONCURRENTLY is refused (55000). There is no way without the lock: limit the wait with lock_timeout, and try again when it is not granted in time."
    : undefined;
}

/** The name of the CHECK that the statement leaves once it says CONCURRENTLY (DetachAddConstraintIfNeeded). */
function checkLeft(facts: RecipeFacts, end: number): string | undefined {
  const { statement } = facts.statement;
  const before = catalogOf(facts);
  const [major] = facts.majors;
  const text = `${statement.text.slice(0, end)} CONCURRENTLY${statement.text.slice(end)}`;
  const [read] = readStatements(
    text,
    { start: 0, end: text.length },
    facts.grammar,
    new StatementCache(),
  ).statements;
  if (before === undefined || major === undefined || read === undefined) return undefined;
  const target = { major, timeZone: "UTC", inTransaction: false, assumesMissing: true };
  for (const { collection, value } of interpret(before, read.statement, target).changes) {
    if (collection !== "relation" || !isTable(value) || value.bound !== undefined) continue;
    const old = before.get("relation", value.id);
    const known = new Set(isTable(old) ? old.constraints.map(({ id }) => id) : []);
    const check = value.constraints.find(({ id, kind }) => kind === "check" && !known.has(id));
    if (check !== undefined) return check.name;
  }
  return undefined;
}

/** The down: the bound as the catalog has it. */
function attachSql(facts: RecipeFacts, { relation, partition }: Detach): string | undefined {
  const child = tableNamed(facts, partition);
  const bound = child?.bound?.node;
  if (bound === undefined || !("PartitionBoundSpec" in bound)) return undefined;
  const command = { name: partition, bound: bound.PartitionBoundSpec };
  return deparse(
    {
      AlterTableStmt: {
        relation,
        cmds: [
          {
            AlterTableCmd: {
              subtype: "AT_AttachPartition",
              def: { PartitionCmd: command },
              behavior: "DROP_RESTRICT",
            },
          },
        ],
        objtype: "OBJECT_TABLE",
      },
    },
    facts.grammar,
  )?.replace(/;\s*$/, "");
}
