import type { ColumnDef } from "@pgsql/types";
import { columnNamed, isTable, type Table } from "../../catalog/relations.ts";
import type { LaterStatement, RecipeFacts } from "../recipe.ts";
import { placeOf, worksOnRows } from "../support/laterWork.ts";
import { onlyObstacle } from "../support/subject.ts";
import { typeSql } from "../support/typeSql.ts";
import { whyNotOfItsRow } from "../batch/meaning.ts";
import { bodyObstacle, madeBody } from "../transition/bodies.ts";
import { alike, changeOfTable, isPlainInsert } from "../transition/meanwhile.ts";
import { isConstrained, obstacle } from "../transition/obstacles.ts";
import { sequencesOf } from "../transition/columnSql.ts";
import { whyNotImmutable } from "./immutable.ts";
import type { ReshapeTarget } from "./target.ts";
import { readBy } from "./shape.ts";

/** Why the columns cannot be put into others while reads and writes go on, in words; undefined where they can. */
export function reshapeObstacle(target: ReshapeTarget, facts: RecipeFacts): string | undefined {
  return (
    onlyObstacle(facts, target.shape.relation) ??
    ofShape(target, facts) ??
    ofOld(target) ??
    ofFresh(target) ??
    ofBodies(target, facts) ??
    meanwhile(target, facts)
  );
}

function ofShape({ shape, catalog, fresh, after }: ReshapeTarget, facts: RecipeFacts): string | undefined {
  const { added, dropped, strangers, changes, forward } = shape;
  const [stranger] = strangers;
  if (stranger !== undefined)
    return `The same statements are about ${stranger} too, which nothing is computed into or from. Write that as a statement of its own.`;
  if (added.length > 1 && dropped.length > 1)
    return `${dropped.join(", ")} become ${added.length} columns at once, and a change of one would be taken for one of all. Split or merge them one after the other, each in a migration of its own.`;
  for (const { name, type } of fresh) {
    const assigned = forward.get(name);
    const sql = typeSql(after, type);
    if (assigned === undefined || sql === undefined) continue;
    const other = readBy(assigned).find((each) => !dropped.includes(each));
    if (other !== undefined)
      return `${name} is computed from ${other}, which stays: a later change of that alone would leave ${name} as it is. Compute it from ${dropped.join(", ")} alone.`;
    const changing = whyNotImmutable(name, assigned, sql, shape, facts);
    if (changing !== undefined) return changing;
  }
  return changes.map((change) => whyNotOfItsRow(change, catalog)).find((why) => why !== undefined);
}

function ofOld({ old }: ReshapeTarget): string | undefined {
  for (const each of old) {
    const refused = obstacle(each);
    if (refused !== undefined) return refused;
    const [sequence] = sequencesOf(each);
    if (sequence !== undefined)
      return `${each.from} owns the sequence ${sequence}, which would be lost with it. Let it be owned by nobody (OWNED BY NONE) first.`;
  }
  return undefined;
}

function ofBodies(target: ReshapeTarget, facts: RecipeFacts): string | undefined {
  const { dropped, added } = target.shape;
  return bodyObstacle(target, { old: dropped, fresh: added.flatMap(({ colname }) => colname ?? []) }, facts);
}

const plain = new Set(["CONSTR_NULL", "CONSTR_NOTNULL"]);

function ofFresh({ shape, fresh, after }: ReshapeTarget): string | undefined {
  const wrong = shape.added.find((each) => !isPlain(each));
  if (wrong?.colname !== undefined)
    return `${wrong.colname} comes with a default or a constraint of its own, and what an INSERT leaves out could not be told from what it gives. Add that after the columns have been filled.`;
  const constrained = fresh.find(({ type }) => isConstrained(after, type));
  return constrained === undefined
    ? undefined
    : `The type of ${constrained.name} is a domain with constraints: adding a column of it reads or rewrites the table.`;
}

function isPlain({ constraints = [] }: ColumnDef): boolean {
  return constraints.every((each) => "Constraint" in each && plain.has(each.Constraint.contype ?? ""));
}

/** The first later statement that would run while both sides are there, and must not. */
function meanwhile({ shape, table }: ReshapeTarget, facts: RecipeFacts): string | undefined {
  const own = new Set(shape.statements.map(({ span }) => span.start));
  const names = [...shape.dropped, ...shape.added.flatMap(({ colname }) => colname ?? [])];
  const isOwn = ({ path, span }: LaterStatement): boolean =>
    path === facts.section.path && own.has(span.start);
  for (const later of facts.later().filter((each) => !isOwn(each))) {
    const why =
      worksOnRows(later, table.id) && !isPlainInsert(later)
        ? `reads or writes rows of ${table.name}`
        : (changeIn(later, table, names) ?? madeIn(later, table, names, facts));
    if (why !== undefined)
      return `${placeOf(later, facts)} ${why}, and it would run while ${names.join(", ")} are all there. Move it to a migration that comes once the rollout is finished.`;
  }
  return undefined;
}

function madeIn(later: LaterStatement, table: Table, names: readonly string[], { section }: RecipeFacts) {
  const made = later.path === section.path ? madeBody(later, table, names) : undefined;
  return made === undefined ? undefined : `makes ${made}, which reads one of them`;
}

function changeIn(later: LaterStatement, { id, name }: Table, names: readonly string[]): string | undefined {
  for (const { before, outcome } of later.entries.values()) {
    const old = before.get("relation", id);
    for (const { collection, key, value } of outcome.changes) {
      if (collection !== "relation" || key !== id || !isTable(old)) continue;
      if (!isTable(value)) return `drops ${name}`;
      const column = names.find((each) => !alike(columnNamed(old, each), columnNamed(value, each)));
      const changed = column ?? changeOfTable(old, value);
      if (changed !== undefined) return `changes ${changed}`;
    }
  }
  return undefined;
}
