import { displayName } from "../catalog/ids.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { isIndex, isTable, isView, type Index } from "../catalog/relations.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { defineRule, type AnalysedStatement, type RuleContext } from "./rule.ts";
import { firstAffected, onSome, report } from "./support/affected.ts";
import { newIndexes } from "./support/made.ts";
import { catalogAtEnd } from "./support/sectionEnd.ts";

export const redundantIndex = defineRule({
  id: "redundant-index",
  group: "style",
  severity: "info",
  summary: "An index that another one stands in for slows every write down for nothing",
  why: `Every index is kept up to date by every INSERT, by most UPDATEs, and by VACUUM. One that has the columns with which
another begins, in the same order, is of no use for looking rows up: the longer one does that as well. The same holds for a
plain index beside a UNIQUE or PRIMARY KEY constraint on its columns.`,
  instead: "Leave the shorter one out, or drop it once the longer one is built: `DROP INDEX CONCURRENTLY`.",
  withoutPlan:
    "Which of the two is wanted only you know: the shorter one is smaller, the longer one does more.",
  references: ["https://www.postgresql.org/docs/current/indexes-multicolumn.html"],
  messages: {
    same: "Every write pays for {index}, and no query needs it: {other} has the same columns.",
    shorter: "Every write pays for {index}, and hardly a query needs it: {other} begins with its columns.",
    longer:
      "Every write pays for {other} from now on, and hardly a query needs it: {index} begins with its columns. Drop it CONCURRENTLY.",
  },
  outsideBodies: ["longer"],
  recipes: [],
  concerns: (statement) => onSome(statement, (entry) => newIndexes(entry).length > 0),
  section: (context, concerned) =>
    concerned.flatMap((statement) => {
      const pairs = (entry: TimelineEntry) => redundant(entry, statement, context);
      const found = firstAffected(statement, (entry) => pairs(entry).length > 0);
      if (found === undefined) return [];
      return pairs(found.entry).map(({ message, ...data }) => ({
        ...report(found, context, message, { data }),
        statement,
      }));
    }),
  examples: [
    {
      before:
        "CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, at date); CREATE INDEX orders_user_at ON orders (user_id, at);",
      bad: "CREATE INDEX orders_user ON orders (user_id);",
      good: "CREATE INDEX orders_at ON orders (at);",
    },
  ],
});

interface Pair {
  readonly message: "same" | "shorter" | "longer";
  readonly index: string;
  readonly other: string;
}

/** For each new index the first that makes it needless, or that it makes needless, if both are there at the end. */
function redundant(
  entry: TimelineEntry,
  statement: AnalysedStatement,
  context: RuleContext,
): readonly Pair[] {
  const end = catalogAtEnd(entry, statement, context);
  if (end === undefined) return [];
  const told = new Set<string>();
  return newIndexes(entry).flatMap(({ id, parent }) => {
    const index = parent === undefined ? end.get("relation", id) : undefined;
    if (!isIndex(index)) return [];
    told.add(id);
    const others = indexesOf(end, index).filter(
      (other) => !told.has(other.id) && entry.after.get("relation", other.id) !== undefined,
    );
    const pair = others.flatMap((other) => pairOf(index, other))[0];
    return pair === undefined ? [] : [pair];
  });
}

function indexesOf(catalog: Catalog, { table: id }: Index): readonly Index[] {
  const owner = catalog.get("relation", id);
  if (!isTable(owner) && !isView(owner)) return [];
  return owner.indexes.map((each) => catalog.get("relation", each)).filter(isIndex);
}

function pairOf(index: Index, other: Index): readonly Pair[] {
  const names = (one: Index, two: Index) => ({ index: displayName(one), other: displayName(two) });
  if (isCoveredBy(index, other)) {
    if (index.columns.length < other.columns.length) return [{ message: "shorter", ...names(index, other) }];
    return [{ message: "same", ...names(index, other) }];
  }
  if (!isCoveredBy(other, index)) return [];
  return index.columns.length === other.columns.length
    ? [{ message: "same", ...names(other, index) }]
    : [{ message: "longer", ...names(index, other) }];
}

/** Whether all that an index is good for another does as well: one that guards rows is needed in any case. */
function isCoveredBy(index: Index, other: Index): boolean {
  if (index.method !== other.method || !index.valid || !other.valid) return false;
  if (index.including.some((number) => !includes(other, number))) return false;
  if (predicateOf(index) !== predicateOf(other)) return false;
  if (!index.columns.every((column, at) => keyOf(column) === keyOf(other.columns[at]))) return false;
  const isSame = index.columns.length === other.columns.length;
  const guards = index.unique || index.constraint !== undefined;
  if (guards) {
    const isFree = index.constraint === undefined && other.unique;
    return isSame && isFree && index.nullsNotDistinct === other.nullsNotDistinct;
  }
  return isSame || index.method === "btree";
}

function includes({ columns, including }: Index, number: number): boolean {
  return including.includes(number) || columns.some(({ on }) => on === number);
}

function predicateOf({ predicate }: Index): string {
  return predicate === undefined ? "" : textOf(predicate.node);
}

function keyOf(column: Index["columns"][number] | undefined): string {
  if (column === undefined) return "";
  const { on, collation = "", operatorClass = "", descending, nullsFirst } = column;
  const key = typeof on === "number" ? String(on) : textOf(on.node);
  return [key, collation, operatorClass, descending, nullsFirst].join(" ");
}

/** Where it stands in the text of a statement counts for nothing. */
function textOf(node: object): string {
  return JSON.stringify(node, (key, value: unknown) => (key === "location" ? undefined : value));
}
