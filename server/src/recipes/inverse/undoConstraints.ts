import { displayName } from "../../catalog/ids.ts";
import { isIndex, isTable, type Constraint, type Index, type Table } from "../../catalog/relations.ts";
import { ident, sql } from "../../sql/fragment.ts";
import { constraintSql } from "./constraintSql.ts";
import { indexDefinition } from "./indexDefinition.ts";
import { sameDefinition } from "./sameDefinition.ts";
import { isTakenForGiven } from "./openBefore.ts";
import type { Scene } from "./scene.ts";
import { alterTable } from "./undoColumns.ts";
import { breaksKey, indexBreaks, mayRefuseNulls, refilled, type Refilled } from "./lackingValues.ts";
import { remark, undo, type Remark, type Undo } from "./undo.ts";

/** Constraints that a table has by itself; NOT NULL goes with its column. */
function own({ constraints }: Table): readonly Constraint[] {
  return constraints.filter(({ kind, local, inherited }) => kind !== "not-null" && local && inherited === 0);
}

/** Whether only making it anew brings a constraint back to what it was. */
function differs(was: Constraint, is: Constraint): boolean {
  if (was.valid !== is.valid || was.enforced !== is.enforced || was.noInherit !== is.noInherit) return true;
  if (was.deferrable !== is.deferrable || was.initiallyDeferred !== is.initiallyDeferred) return true;
  if (was.kind === "check" && is.kind === "check") return !sameDefinition(was.expression, is.expression);
  if (was.kind === "foreign-key" && is.kind === "foreign-key")
    return was.onDelete !== is.onDelete || was.onUpdate !== is.onUpdate;
  return false;
}

/** Takes away constraints that were added or changed, those that others may rest on last. */
export function dropConstraints(before: Table, after: Table, { now }: Scene): readonly Undo[] {
  const old = new Map(before.constraints.map((each) => [each.id, each]));
  const newColumns = new Set(after.columns.map(({ number }) => number));
  for (const { number } of before.columns) newColumns.delete(number);
  return own(after)
    .filter((constraint) => {
      const was = old.get(constraint.id);
      if (was !== undefined) return differs(was, constraint);
      return !columnsOf(constraint).some((number) => newColumns.has(number));
    })
    .toReversed()
    .sort((one, other) => Number(other.kind === "foreign-key") - Number(one.kind === "foreign-key"))
    .map(({ name }) => undo(sql`${alterTable(after, now.name(after))} DROP CONSTRAINT ${ident(name)}`));
}

/** Brings back constraints that were dropped or changed, and indexes that a constraint had taken over. */
export function addConstraints(
  before: Table,
  after: Table,
  scene: Scene,
): { readonly keys: readonly Undo[]; readonly foreignKeys: readonly Undo[] } {
  const there = new Map(after.constraints.map((each) => [each.id, each]));
  const filled = refilled(before, after);
  const wanted = own(before).filter((constraint) => {
    const is = there.get(constraint.id);
    return is === undefined || differs(constraint, is);
  });
  const add = (constraint: Constraint): Undo =>
    addConstraint(before, constraint, filled, there.has(constraint.id), scene);
  const isForeign = ({ kind }: Constraint): boolean => kind === "foreign-key";
  return {
    keys: [...givenUp(before, after, scene), ...wanted.filter((each) => !isForeign(each)).map(add)],
    foreignKeys: wanted.filter(isForeign).map(add),
  };
}

/** As it was, or as far as the rows that are there let it be. */
function addConstraint(
  table: Table,
  constraint: Constraint,
  filled: Refilled,
  stood: boolean,
  scene: Scene,
): Undo {
  const { old } = scene;
  const name = `${displayName(table)}.${constraint.name}`;
  const write = (wanted: Constraint, ...remarks: readonly Remark[]): Undo =>
    old.write(
      `the constraint ${name}`,
      () => sql`${alterTable(table, old.name(table))} ADD ${constraintSql(table, wanted, old)}`,
      ...remarks,
    );
  if (isTakenForGiven(constraint.id))
    return remark("left", `the constraint ${name} is not restored: the migrations do not tell what it was`);
  if (breaks(constraint, filled, scene)) {
    const { sql: text } = write(constraint);
    return remark(
      "left",
      `${name} is not restored, since its columns have lost their values; fill them, then: ${text?.text ?? ""};`,
    );
  }
  if (
    constraint.valid &&
    constraint.enforced &&
    (mayRefuseNulls(constraint, filled) || refersToLost(table, constraint, scene))
  )
    return write(
      { ...constraint, valid: false },
      {
        kind: "left",
        words: `${name} is NOT VALID, since values that it asks for are gone; once the rows are right: ALTER TABLE ${old.name(table).text} VALIDATE CONSTRAINT ${ident(constraint.name).text};`,
      },
    );
  return write(constraint, ...remarksOn(table, constraint, stood));
}

function breaks(constraint: Constraint, filled: Refilled, { old }: Scene): boolean {
  if (constraint.kind !== "primary-key" && constraint.kind !== "unique") return false;
  const index = old.catalog.get("relation", constraint.index);
  const nullsNotDistinct = isIndex(index) && index.nullsNotDistinct;
  return breaksKey(constraint.columns, constraint.kind === "primary-key", nullsNotDistinct, filled);
}

/** Whether rows that are there reference a table that comes back without its own. */
function refersToLost(table: Table, constraint: Constraint, { entry }: Scene): boolean {
  if (constraint.kind !== "foreign-key") return false;
  const isGone = (id: Table["id"]): boolean => entry.after.get("relation", id) === undefined;
  return isGone(constraint.references) && !isGone(table.id);
}

function remarksOn(table: Table, { name, valid, enforced }: Constraint, stood: boolean): readonly Remark[] {
  if (stood || !valid || !enforced) return [];
  return [
    { kind: "note", words: `fails where rows written meanwhile violate ${displayName(table)}.${name}` },
  ];
}

/** An index that became a constraint goes with it, and is built again. */
function givenUp(before: Table, after: Table, scene: Scene): readonly Undo[] {
  const known = new Set(before.constraints.map(({ id }) => id));
  return own(after).flatMap((constraint) => {
    if (known.has(constraint.id) || !("index" in constraint) || constraint.kind === "foreign-key") return [];
    const index = scene.old.catalog.get("relation", constraint.index);
    return isIndex(index) ? [createIndex(index, scene)] : [];
  });
}

export function createIndex(index: Index, { old, concurrently, entry }: Scene): Undo {
  const name = `the index ${displayName(index)}`;
  const made = old.write(name, () => indexDefinition(index, concurrently, old));
  const [was, is] = [entry.before.get("relation", index.table), entry.after.get("relation", index.table)];
  if (!isTable(was) || !isTable(is) || !indexBreaks(index, refilled(was, is))) return made;
  return remark(
    "left",
    `${name} is not restored, since its columns have lost their values; fill them, then: ${made.sql?.text ?? ""};`,
  );
}

function columnsOf(constraint: Constraint): readonly number[] {
  switch (constraint.kind) {
    case "check":
      return constraint.expression.columns;
    case "not-null":
      return [constraint.column];
    default:
      return constraint.columns;
  }
}
