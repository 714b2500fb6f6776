import type { Constraint } from "@pgsql/types";
import { ident, sql, truncateName, type Sql } from "../../sql/fragment.ts";
import type { Statement } from "../../sql/statement.ts";
import type { AnalysedStatement } from "../../rules/rule.ts";
import { constraintDropped } from "../drop/targetKey.ts";
import { enumerateFew } from "../../timeline/words/lists.ts";
import type { Plan, RecipeFacts, Refusal, Step } from "../recipe.ts";
import { constraintAdded, soleConstraint } from "./added.ts";
import { droppedBefore, type DroppedBefore } from "./droppedBefore.ts";
import { allAtOnce } from "./givingWay.ts";
import { guarded, newConstraint } from "./guarded.ts";
import { soleCommand } from "./soleCommand.ts";
import { nameOfRelation, onlyObstacle } from "./subject.ts";

/** A constraint as a statement adds it. */
interface NewConstraint {
  readonly table: Sql;
  readonly name: string;
  /** What follows ADD CONSTRAINT and its name. */
  readonly definition: string;
  readonly locksOther: boolean;
  readonly before: DroppedBefore | undefined;
}

/** Two migrations for a constraint: added NOT VALID under a brief lock, validated later while reads and writes go on. */
export function throughNotValid(
  facts: RecipeFacts,
  kind: Constraint["contype"],
  recipe: string,
): Plan | Refusal {
  const added = newConstraintOf(facts, kind);
  if ("refused" in added) return added;
  const replaced = replacedTogether(added, facts, kind);
  if (replaced.length > 0) return replacing(replaced, recipe);
  const { table, name } = added;
  return {
    recipe,
    title: `Add the constraint ${name} without blocking`,
    name: `add_${name}`.toLowerCase().replace(/[^a-z0-9]+/g, "_"),
    steps: [addition(added), validation(table, name)],
    pending: [],
  };
}

function newConstraintOf(facts: RecipeFacts, kind: Constraint["contype"]): NewConstraint | Refusal {
  const sole = soleConstraint(facts, kind);
  const added = constraintAdded(facts);
  if (sole === undefined) return { refused: "Write the constraint as an ALTER TABLE of its own first." };
  if (added === undefined) return { refused: "This statement would fail, so there is nothing to make safe." };
  if (
    added.table.kind === "partitioned-table" &&
    kind === "CONSTR_FOREIGN" &&
    facts.majors.some((major) => major < 18)
  ) {
    return {
      refused:
        "Before PostgreSQL 18 a partitioned table takes no NOT VALID foreign key (42809). Add it to each partition.",
    };
  }
  const only = onlyObstacle(facts, sole.relation);
  if (only !== undefined) return { refused: only };
  return {
    table: nameOfRelation(facts, sole.relation),
    name: added.constraint.name,
    definition: sole.definition,
    locksOther: added.constraint.kind === "foreign-key" && added.constraint.references !== added.table.id,
    before: droppedBefore(facts),
  };
}

function addition({ table, name, definition, locksOther, before }: NewConstraint): Step {
  const add = newConstraint(table, name, `${definition} NOT VALID`);
  const drop = sql`ALTER TABLE ${table} DROP CONSTRAINT IF EXISTS ${ident(name)}`.text;
  return {
    phase: "expand",
    title: "Add the constraint for new rows; old rows are not read",
    transaction: "own",
    up: [locksOther ? allAtOnce([add]) : guarded(add)],
    // Where the file drops one of the name before, the way back is as it was written.
    down: before !== undefined ? [] : [locksOther ? allAtOnce([drop]) : drop],
  };
}

/** A constraint that takes the place of another, with the statements for which that is done. */
interface Replaced {
  readonly added: NewConstraint;
  readonly drop: AnalysedStatement;
  readonly add: AnalysedStatement;
}

/** The constraint, and those behind it at once, where each is there again under its name: none waits while others are held. */
function replacedTogether(
  first: NewConstraint,
  facts: RecipeFacts,
  kind: Constraint["contype"],
): readonly Replaced[] {
  const all: Replaced[] = [];
  const { section, statement } = facts;
  for (const add of section.statements.filter(({ span }) => span.start >= statement.span.start)) {
    const added = add === statement ? first : newConstraintOf({ ...facts, statement: add }, kind);
    if ("refused" in added || added.before?.mayWait !== true) break;
    all.push({ added, add, drop: added.before.drop });
  }
  return all;
}

/** The old ones are there until the new ones are. What the down does about them stays as it is written. */
function replacing(all: readonly Replaced[], recipe: string): Plan {
  const names = all.map(({ added }) => added.name);
  const swaps = all.map(
    ({ added: { table, name, definition } }) =>
      `ALTER TABLE ${table.text} DROP CONSTRAINT IF EXISTS ${ident(name).text},
      ADD CONSTRAINT ${ident(name).text} ${definition} NOT VALID`,
  );
  const lockSeveral = all.length > 1 || all.some(({ added }) => added.locksOther);
  return {
    recipe,
    title: `Replace ${names.length === 1 ? "the constraint" : "the constraints"} ${enumerateFew(names)} without blocking`,
    name: truncateName(`replace_${names[0] ?? ""}`.toLowerCase().replace(/[^a-z0-9]+/g, "_")),
    takes: all.flatMap(({ drop, add }, index) => (index === 0 ? [drop] : [drop, add])),
    steps: [
      {
        phase: "expand",
        title: "Drop the old and add the new for new rows, at once; old rows are not read",
        transaction: "own",
        up: lockSeveral ? [allAtOnce(swaps)] : swaps,
        down: [],
      },
      ...all.map(({ added: { table, name } }, index) => ({
        ...validation(table, name),
        ...(index === 0 ? {} : { suffix: `validate_${index + 1}` }),
      })),
    ],
    pending: [],
  };
}

/** The step after ADD … NOT VALID. */
export function validation(table: Sql, name: string): Step {
  return {
    phase: "migrate",
    title: "Check the old rows, while reads and writes go on",
    suffix: "validate",
    transaction: "own",
    up: [sql`ALTER TABLE ${table} VALIDATE CONSTRAINT ${ident(name)}`.text],
    down: [],
  };
}

/** Whether a statement of a down section drops the constraint that the original added. */
export function dropsConstraint(candidate: Statement, facts: RecipeFacts): boolean {
  const name = constraintAdded(facts)?.constraint.name;
  const command = soleCommand(candidate)?.command;
  return name !== undefined && command?.subtype === "AT_DropConstraint" && command.name === name;
}

/** The same for one that the plan adds NOT VALID: where it takes the place of another, the down brings that one back. */
export function dropsNew(candidate: Statement, facts: RecipeFacts): boolean {
  return dropsConstraint(candidate, facts) && droppedBefore(facts) === undefined;
}

/** For the drop of a constraint, the statement behind it in whose plan it may go along. */
export function constraintBehind(
  facts: RecipeFacts,
  kind: Constraint["contype"],
): AnalysedStatement | undefined {
  const name = constraintDropped(facts)?.name;
  if (name === undefined) return undefined;
  const { section, statement } = facts;
  return section.statements.find((each) => {
    if (each.span.start < statement.span.start) return false;
    const there = { ...facts, statement: each };
    if (soleConstraint(there, kind) === undefined) return false;
    const found = droppedBefore(there);
    return found?.drop === statement && found.mayWait;
  });
}
