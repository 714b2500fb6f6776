import type { ColumnDef, RangeVar } from "@pgsql/types";
import type { AnalysedStatement } from "../../rules/rule.ts";
import type { Statement } from "../../sql/statement.ts";
import { columnsRead, type RowChange } from "../batch/change.ts";
import type { RecipeFacts } from "../recipe.ts";
import { isSameTable, partOf, type Assigned, type Part } from "./part.ts";

/** Columns of a table whose values one file computes into new ones, and then drops. */
export interface Shape {
  readonly relation: RangeVar;
  /** The statements that do it, in order. */
  readonly statements: readonly AnalysedStatement[];
  readonly added: readonly ColumnDef[];
  readonly dropped: readonly string[];
  /** Those of the new columns that are set NOT NULL. */
  readonly required: ReadonlySet<string>;
  /** By new column. */
  readonly forward: ReadonlyMap<string, Assigned>;
  readonly changes: readonly RowChange[];
  /** The last UPDATE: old and new columns are there after it. */
  readonly filled: AnalysedStatement;
  /** Columns that the same statements are about, though no value goes from or to them. */
  readonly strangers: readonly string[];
}

interface PlacedPart {
  readonly statement: AnalysedStatement;
  readonly part: Part;
}

/** The columns that the section of a statement splits, merges or replaces, where the statement has a part in it. */
export function shapeAround({ statement, section }: RecipeFacts): Shape | undefined {
  const own = partOf(statement.statement);
  if (own === undefined || section.direction !== "up") return undefined;
  const placed = section.statements.flatMap((each): PlacedPart[] => {
    const part = partOf(each.statement);
    return part !== undefined && isSameTable(part.relation, own.relation) ? [{ statement: each, part }] : [];
  });
  const shape = shapeOf(placed);
  return shape?.statements.some(({ span }) => span.start === statement.span.start) === true
    ? shape
    : undefined;
}

function shapeOf(placed: readonly PlacedPart[]): Shape | undefined {
  const all = placed.map(({ part }) => part);
  const drops = new Set(all.flatMap((part) => part.drops));
  const sets = new Map(all.flatMap((part) => [...part.sets]));
  const reads = (name: string | undefined): readonly string[] =>
    readBy(sets.get(name ?? "")).filter((each) => drops.has(each));
  const added = all.flatMap(({ adds }) => adds).filter(({ colname }) => reads(colname).length > 0);
  const names = added.flatMap(({ colname }) => colname ?? []);
  const dropped = [...new Set(names.flatMap(reads))];
  const involved = placed.filter(({ part }) =>
    namesIn(part).some((name) => names.includes(name) || dropped.includes(name)),
  );
  const [first] = involved;
  const filled = involved.findLast(({ part }) => part.change !== undefined)?.statement;
  if (first === undefined || filled === undefined || names.length === 0 || !isInOrder(involved))
    return undefined;
  const parts = involved.map(({ part }) => part);
  return {
    relation: first.part.relation,
    statements: involved.map(({ statement }) => statement),
    added,
    dropped,
    required: new Set(parts.flatMap(({ requires }) => requires)),
    forward: new Map([...sets].filter(([name]) => names.includes(name))),
    filled,
    changes: parts.flatMap(({ change }) => change ?? []),
    strangers: parts.flatMap(namesIn).filter((name) => !names.includes(name) && !dropped.includes(name)),
  };
}

/** The columns that an assignment reads. */
export function readBy(assigned: Assigned | undefined): readonly string[] {
  if (assigned === undefined) return [];
  const { value, condition } = assigned;
  return columnsRead(condition === undefined ? [value] : [value, condition]);
}

function namesIn({ adds, drops, requires, sets }: Part): readonly string[] {
  return [...adds.flatMap(({ colname }) => colname ?? []), ...drops, ...requires, ...sets.keys()];
}

/** First what is added, then the values, at last what is dropped. */
function isInOrder(placed: readonly PlacedPart[]): boolean {
  const places = placed.flatMap(({ part }) => {
    if (part.adds.length > 0) return part.drops.length > 0 ? [0, 2] : [0];
    if (part.change !== undefined) return [1];
    return part.drops.length > 0 ? [2] : [];
  });
  return places.every((place, index) => index === 0 || place >= (places[index - 1] ?? 0));
}

/** Whether a statement of the down does nothing but undo a part of the change. */
export function undoesPart(candidate: Statement, { relation, added, dropped }: Shape): Part | undefined {
  const part = partOf(candidate);
  if (part === undefined || !isSameTable(part.relation, relation)) return undefined;
  const names = added.flatMap(({ colname }) => colname ?? []);
  const back = [...part.adds.flatMap(({ colname }) => colname ?? []), ...part.requires, ...part.sets.keys()];
  const isOurs =
    back.every((name) => dropped.includes(name)) && part.drops.every((name) => names.includes(name));
  return isOurs ? part : undefined;
}
