import { columnNamed, isTable } from "../../catalog/relations.ts";
import type { EnumType } from "../../catalog/types.ts";
import { nameKey, type TypeId } from "../../catalog/ids.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";
import type { AnalysedStatement } from "../../rules/rule.ts";
import type { RecipeFacts } from "../recipe.ts";
import { retypeOf, type RetypeStatement } from "../retype/target.ts";
import { soleTableCommand } from "../support/soleCommand.ts";
import { entryOf, tableNamed } from "../support/subject.ts";

/** Statements of one section by which an enum gives way to another one of its name. */
export interface EnumShape {
  /** All of them, in order; between them may stand others. */
  readonly statements: readonly [AnalysedStatement, ...AnalysedStatement[]];
  /** Those that change the type of a column, the first of them with what it says. */
  readonly changes: readonly AnalysedStatement[];
  readonly retype: RetypeStatement;
  readonly old: EnumType;
  readonly now: EnumType;
  readonly end: TimelineEntry;
  /** Another column that has one of the types, in words. */
  readonly also?: string;
}

const aboutTypes: ReadonlySet<string> = new Set([
  "RenameStmt",
  "CreateEnumStmt",
  "DropStmt",
  "AlterEnumStmt",
]);

/** The shape of the section, where the statement has a part in it. */
export function enumShapeAround(facts: RecipeFacts): EnumShape | undefined {
  const { section, statement } = facts;
  if (section.direction !== "up" || !mayTakePart(statement)) return undefined;
  const shape = shapeIn(facts);
  return shape?.statements.includes(statement) === true ? shape : undefined;
}

function mayTakePart({ statement }: AnalysedStatement): boolean {
  return aboutTypes.has(statement.kind) || soleTableCommand(statement) !== undefined;
}

function shapeIn(facts: RecipeFacts): EnumShape | undefined {
  const { statements } = facts.section;
  const retyped = statements.filter(({ statement }) => retypeOf(statement) !== undefined);
  const [change] = retyped;
  const retype = change && retypeOf(change.statement);
  const [start, end] = [statements.at(0), statements.at(-1)].map((each) => entryAt(facts, each));
  if (change === undefined || retype === undefined || start === undefined || end === undefined)
    return undefined;
  const table = tableNamed({ ...facts, statement: change }, retype.relation);
  const after = table === undefined ? undefined : end.after.get("relation", table.id);
  if (table === undefined || !isTable(after)) return undefined;
  const [old, now] = [
    enumOf(start, columnNamed(table, retype.from)?.type.id, "before"),
    enumOf(end, columnNamed(after, retype.from)?.type.id, "after"),
  ];
  if (
    old === undefined ||
    now === undefined ||
    old.id === now.id ||
    nameKey(old) !== nameKey(now) ||
    end.after.get("type", old.id) !== undefined
  )
    return undefined;
  const isOwn = (each: AnalysedStatement): boolean =>
    isAboutColumn(each, table.id, retype, facts) || isAboutTypes(each, [old.id, now.id], facts);
  const [first, ...rest] = statements.filter(isOwn);
  if (first === undefined) return undefined;
  const changes = retyped.filter((each) => isAboutColumn(each, table.id, retype, facts));
  const other = retyped.find((each) => !changes.includes(each) && touches(each, old.id, facts));
  const also = other === undefined ? undefined : retypeOf(other.statement);
  return {
    statements: [first, ...rest],
    changes,
    retype,
    old,
    now,
    end,
    ...(also === undefined ? {} : { also: `${also.from} of ${also.relation.relname ?? ""}` }),
  };
}

function entryAt(facts: RecipeFacts, statement: AnalysedStatement | undefined): TimelineEntry | undefined {
  return statement === undefined ? undefined : entryOf({ ...facts, statement });
}

function enumOf(
  entry: TimelineEntry,
  id: TypeId | undefined,
  when: "before" | "after",
): EnumType | undefined {
  const type = id === undefined ? undefined : entry[when].get("type", id);
  return type?.kind === "enum" ? type : undefined;
}

/** What changes the type or the default of that column, and nothing else. */
function isAboutColumn(
  each: AnalysedStatement,
  table: string,
  { from }: RetypeStatement,
  facts: RecipeFacts,
): boolean {
  const sole = soleTableCommand(each.statement);
  const { subtype, name } = sole?.command ?? {};
  if (sole === undefined || name !== from) return false;
  if (subtype !== "AT_AlterColumnType" && subtype !== "AT_ColumnDefault") return false;
  return tableNamed({ ...facts, statement: each }, sole.relation)?.id === table;
}

/** What makes, renames or drops the two types, and nothing else. */
function isAboutTypes(each: AnalysedStatement, types: readonly TypeId[], facts: RecipeFacts): boolean {
  if (!aboutTypes.has(each.statement.kind)) return false;
  const changes = entryAt(facts, each)?.outcome.changes ?? [];
  const changed = changes.flatMap(({ collection, key }) => (collection === "type" ? [key] : []));
  return changed.length > 0 && changed.every((key) => types.some((type) => type === key));
}

/** Whether a change of type is one from a given type. */
function touches(each: AnalysedStatement, id: TypeId, facts: RecipeFacts): boolean {
  const retype = retypeOf(each.statement);
  const table = retype && tableNamed({ ...facts, statement: each }, retype.relation);
  return retype !== undefined && table !== undefined && columnNamed(table, retype.from)?.type.id === id;
}
