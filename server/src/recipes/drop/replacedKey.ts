import type { IndexStmt } from "@pgsql/types";
import type { Statement } from "../../sql/statement.ts";
import type { KeyConstraint } from "../../catalog/relations.ts";
import type { AnalysedStatement } from "../../rules/rule.ts";
import type { RecipeFacts, Refusal } from "../recipe.ts";
import { between } from "../support/between.ts";
import { droppedName } from "../support/droppedName.ts";
import type { Key } from "../support/keySql.ts";
import { entryOf } from "../support/subject.ts";
import { constraintAddedBy } from "./keyAgain.ts";
import { constraintDropped, keyTarget, type KeyTarget } from "./targetKey.ts";
import { uniqueIndexDropped } from "./uniqueIndex.ts";

/** What keeps duplicates out and is dropped for another to take its place: a constraint, or a unique index without one. */
export interface ReplacedKey extends Omit<KeyTarget, "key"> {
  readonly key: Key & Pick<KeyConstraint, "kind" | "columns">;
  readonly isConstraint: boolean;
}

export function replacedKey(facts: RecipeFacts): ReplacedKey | Refusal {
  if (constraintDropped(facts) === undefined) {
    const found = uniqueIndexReplaced(facts);
    if (found !== undefined) return found;
  }
  const target = keyTarget(facts);
  return "refused" in target ? target : { ...target, isConstraint: true };
}

function uniqueIndexReplaced(facts: RecipeFacts): ReplacedKey | undefined {
  const dropped = uniqueIndexDropped(facts);
  if (dropped === undefined) return undefined;
  const { index } = dropped;
  const columns = index.columns.flatMap(({ on }) => (typeof on === "number" ? [on] : []));
  const key = {
    name: index.name,
    kind: "unique",
    columns,
    deferrable: false,
    initiallyDeferred: false,
  } as const;
  const cascaded =
    entryOf(facts)?.outcome.effects.destroys.filter(({ byCascade }) => byCascade === true) ?? [];
  return { ...dropped, key, cascaded, isConstraint: false };
}

/**
 * For the drop of a key, the statement behind it in the file that makes the one in its place: a key or unique index of
 * its name or on its columns, or the primary key, of which a table has one. An index in the place of an index is not a
 * key's matter.
 */
export function keyBehind(facts: RecipeFacts): AnalysedStatement | undefined {
  const { section, statement } = facts;
  const isIndex = droppedName(statement.statement, "OBJECT_INDEX") !== undefined;
  if (!isIndex && constraintDropped(facts) === undefined) return undefined;
  const behind = section.statements.filter(({ span }) => span.start > statement.span.start);
  if (!behind.some((each) => mayBeKey(each.statement))) return undefined;
  const old = replacedKey(facts);
  return "refused" in old ? undefined : behind.find((each) => takesPlace(each.statement, old));
}

function mayBeKey(statement: Statement): boolean {
  return constraintAddedBy(statement) !== undefined || uniqueIndexMadeBy(statement) !== undefined;
}

function takesPlace(candidate: Statement, old: ReplacedKey): boolean {
  const { table, key, isConstraint } = old;
  const made = uniqueIndexMadeBy(candidate);
  if (made !== undefined) {
    const columns = made.whereClause === undefined ? columnsOf(made) : [];
    const isSame = made.idxname === key.name || isOn(columns, old);
    return isConstraint && made.relation?.relname === table.name && isSame;
  }
  const added = constraintAddedBy(candidate);
  if (added === undefined || added.table !== table.name) return false;
  if (isConstraint && key.kind === "primary-key" && added.contype === "CONSTR_PRIMARY") return true;
  return added.contype === "CONSTR_UNIQUE" && (added.name === key.name || isOn(added.columns, old));
}

/** Whether it keeps out the same duplicates. */
function isOn(columns: readonly (string | undefined)[], { table, key, index }: ReplacedKey): boolean {
  const own = key.columns.map((number) => table.columns.find((each) => each.number === number)?.name);
  return (
    index.predicate === undefined &&
    own.length === index.columns.length &&
    own.length === columns.length &&
    own.every((name) => name !== undefined && columns.includes(name))
  );
}

function columnsOf({ indexParams = [] }: IndexStmt): readonly (string | undefined)[] {
  return indexParams.map((each) => ("IndexElem" in each ? each.IndexElem.name : undefined));
}

/** The CREATE UNIQUE INDEX that a statement is. */
export function uniqueIndexMadeBy({ node }: Statement) {
  return node !== undefined && "IndexStmt" in node && node.IndexStmt.unique === true
    ? node.IndexStmt
    : undefined;
}

/** Between the two, what drops the index of the name in case it is there: with its constraint it is gone already. */
export function idleDrops(
  facts: RecipeFacts,
  drop: AnalysedStatement,
  { key }: ReplacedKey,
): readonly AnalysedStatement[] {
  return between(facts, drop).filter(
    ({ statement, entries }) =>
      droppedName(statement, "OBJECT_INDEX") === key.name &&
      [...entries.values()].every(({ outcome }) => outcome.changes.length === 0),
  );
}
