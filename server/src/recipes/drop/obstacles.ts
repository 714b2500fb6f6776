import { displayName } from "../../catalog/ids.ts";
import { isTable } from "../../catalog/relations.ts";
import { enumerate } from "../../timeline/words/lists.ts";
import type { LaterStatement, RecipeFacts } from "../recipe.ts";
import { indexesOn, isSpecial, mentions } from "../transition/obstacles.ts";
import { placeOf, worksOnRows } from "../support/laterWork.ts";
import { onlyObstacle } from "../support/subject.ts";
import { copiedBefore } from "./copiedBefore.ts";
import { columnFills } from "./fillsBack.ts";
import { incomingKeys, viewsOn } from "./hanging.ts";
import { nameOfColumn, type ColumnTarget } from "./targetColumn.ts";

/** Why a column cannot be dropped in phases, in words; undefined where it can. */
export function columnObstacle(target: ColumnTarget, facts: RecipeFacts): string | undefined {
  return (
    onlyObstacle(facts, target.relation) ??
    ofKeys(target) ??
    ofFamily(target) ??
    ofCascade(target) ??
    ofDown(target, facts) ??
    meanwhile(target, facts)
  );
}

function ofKeys(target: ColumnTarget): string | undefined {
  const { catalog, table, column } = target;
  const primary = table.constraints.find(
    (each) => each.kind === "primary-key" && each.columns.includes(column.number),
  );
  if (primary !== undefined)
    return `${nameOfColumn(target)} is part of the primary key ${primary.name}: a version that leaves it out could not insert. Give the table its new key first (CREATE UNIQUE INDEX CONCURRENTLY, then one ALTER TABLE that drops the old key and adds the new one USING INDEX), then drop the column.`;
  const special = indexesOn(catalog, table, column.number).find((index) => isSpecial(table, index));
  if (special !== undefined)
    return `The index ${special.name} is the table's replica identity, or the one it is clustered on. Give the table another one first.`;
  const published = [...catalog.all("other").values()].find(({ publishing }) =>
    publishing?.parts?.some(
      ({ relation, columns = [], filter = [] }) =>
        relation === table.id && [...columns, ...filter].includes(column.number),
    ),
  );
  return published === undefined
    ? undefined
    : `The publication ${published.name} names ${nameOfColumn(target)}. Set its columns without it first, once no subscriber needs it.`;
}

/** CONCURRENTLY and NOT VALID are for single tables. */
function ofFamily({ catalog, table, column }: ColumnTarget): string | undefined {
  const { number } = column;
  const isAlone = table.kind === "table" && table.parents.length === 0 && table.children.length === 0;
  if (isAlone) return undefined;
  const index = indexesOn(catalog, table, number)[0];
  const constraint = table.constraints.find((each) => each.kind !== "not-null" && mentions(each, number));
  const part = constraint?.name ?? index?.name;
  if (part === undefined && !childHas(catalog, table, column.name)) return undefined;
  return `${displayName(table)} is partitioned, foreign or inherits, and ${part ?? "an index or constraint"} hangs on ${column.name} in all of those tables: it cannot go CONCURRENTLY, or come back NOT VALID. Drop the column in a migration of its own with lock_timeout, once no running version uses it.`;
}

/** Whether a child has an index or a constraint of its own on the column. */
function childHas(
  catalog: ColumnTarget["catalog"],
  { children }: ColumnTarget["table"],
  name: string,
): boolean {
  return children.some((id) => {
    const child = catalog.get("relation", id);
    const number = isTable(child) ? child.columns.find((each) => each.name === name)?.number : undefined;
    if (!isTable(child) || number === undefined) return false;
    return (
      indexesOn(catalog, child, number).length > 0 ||
      child.constraints.some((each) => each.kind !== "not-null" && mentions(each, number)) ||
      childHas(catalog, child, name)
    );
  });
}

/** What CASCADE takes along beside foreign keys and views is not for a plan to decide. */
function ofCascade(target: ColumnTarget): string | undefined {
  const known = new Set([
    ...incomingKeys(target).map(({ from, key }) => `${displayName(from)}.${key.name}`),
    ...viewsOn(target).map(displayName),
  ]);
  const { table, column } = target;
  const more = target.cascaded.filter(({ name }) => !known.has(name));
  const computed = table.columns.filter(({ generated }) =>
    generated?.expression.columns.includes(column.number),
  );
  if (more.length + computed.length === 0) return undefined;
  const gone = enumerate([
    ...new Set([
      ...computed.map(({ name }) => `the generated column ${name}`),
      ...more.map(({ code, name }) => (code === "other" ? name : `the ${code} ${name}`)),
    ]),
  ]);
  return `CASCADE also drops ${gone}. What goes along is yours to decide: drop each by name first, in a migration of its own, then the column without CASCADE.`;
}

/** Rows that the down writes would be overwritten while the column still has its own values. */
function ofDown({ table, column }: ColumnTarget, facts: RecipeFacts): string | undefined {
  const own = columnFills(table, column.name, facts);
  const fills = facts.undoing.find(
    (each) =>
      ["UpdateStmt", "InsertStmt", "DoStmt"].includes(each.kind) &&
      each.text.includes(table.name) &&
      !own.includes(each),
  );
  if (fills === undefined) return copiedBefore(table, facts, column.name, own.length > 0);
  return `The down writes rows of ${displayName(table)} (\`${fills.text.replaceAll(/\s+/g, " ").slice(0, 60)}\`). Until the column is dropped its values are still there, and would be overwritten. Take that out of this migration's down first.`;
}

/** Later statements count on the column being gone where they write or read rows without naming columns. */
function meanwhile({ table, column }: ColumnTarget, facts: RecipeFacts): string | undefined {
  const found = facts.later().find((each) => worksOnRows(each, table.id) && !namesColumns(each));
  return found === undefined
    ? undefined
    : `${placeOf(found, facts)} works on rows of ${displayName(table)} without naming each column, and ${column.name} would still be there. Name the columns, or move it to a migration that comes once the rollout is finished.`;
}

function namesColumns({ statement: { node, kind, text } }: LaterStatement): boolean {
  if (node === undefined || ["DoStmt", "CallStmt", "ExecuteStmt"].includes(kind)) return false;
  if (/\*|\bnatural\b|\breturning\b/i.test(text.replaceAll(/count\(\s*\*\s*\)/gi, ""))) return false;
  if ("InsertStmt" in node) return (node.InsertStmt.cols ?? []).length > 0;
  if ("CopyStmt" in node) return (node.CopyStmt.attlist ?? []).length > 0;
  return true;
}
