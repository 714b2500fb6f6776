import { isIndex, isTable, type Table } from "../../catalog/relations.ts";
import { ofRollouts } from "../../timeline/madeAgain.ts";
import type { LaterStatement, RecipeFacts } from "../recipe.ts";
import { placeOf, worksOnRows } from "../support/laterWork.ts";
import { isAboutOtherColumns, isOfCatalog } from "./aboutOtherColumns.ts";
import { madeBody } from "./bodies.ts";
import { indexesOn, mentions } from "./obstacles.ts";
import { takesWholeRows } from "./wholeRows.ts";
import type { ColumnTarget } from "./target.ts";

/**
 * The first later statement that runs while the rename is pending and must not: the new column is still being filled
 * then, and what is done to it or to what is carried over would be done to one of two. In words; undefined where
 * there is none.
 */
export function inTheWayMeanwhile(target: ColumnTarget, facts: RecipeFacts): string | undefined {
  return meanwhile(target, facts, () => false).refused;
}

/**
 * The same, where some statements may come after what the plan writes now instead: `restAfter` is about the first of
 * them, `refused` about the first other one.
 */
export function meanwhile(
  target: ColumnTarget,
  facts: RecipeFacts,
  mayFollow: (later: LaterStatement) => boolean,
): { readonly refused?: string; readonly restAfter?: string } {
  let restAfter: string | undefined;
  for (const later of facts.later()) {
    const why =
      whyNotMeanwhile(later, target) ??
      readsTooEarly(later, target, facts) ??
      indexesTooEarly(later, target, facts);
    if (why === undefined) continue;
    const words = `${placeOf(later, facts)} ${why}, and it would run while ${target.to} is not filled yet. Move it to a migration that comes once the rollout is finished.`;
    if (!mayFollow(later)) return { refused: words };
    restAfter ??= words;
  }
  return restAfter === undefined ? {} : { restAfter };
}

/**
 * Whether a statement of the same file does the same to the rows once both columns are filled, and kept alike. What the
 * new column lacks until the rename is finished, its default, it must not ask for.
 */
export function worksOnBoth({ column, table }: ColumnTarget, { section }: RecipeFacts) {
  return (later: LaterStatement): boolean => {
    const { kind, text } = later.statement;
    if (later.path !== section.path) return false;
    if (kind === "CreateFunctionStmt" || kind === "ViewStmt") return true;
    if (!worksOnRows(later, table.id)) return false;
    if (/\bdefault\b/i.test(text) || takesWholeRows(later.statement)) return false;
    if (kind === "InsertStmt") return column.default === undefined && !/\bconflict\b/i.test(text);
    return kind === "UpdateStmt" || kind === "DeleteStmt";
  };
}

/** In a later file, what reads the new column finds it filled. */
function readsTooEarly(
  later: LaterStatement,
  { table, column, to }: ColumnTarget,
  { section }: RecipeFacts,
): string | undefined {
  if (later.path !== section.path) return undefined;
  const made = madeBody(later, table, [to]) ?? viewOn(later, table, column.number);
  return made === undefined ? undefined : `makes ${made}, which reads ${to}`;
}

/** What stands behind in the same file may move along. */
function indexesTooEarly(
  later: LaterStatement,
  { table, column: { number }, from }: ColumnTarget,
  { section }: RecipeFacts,
): string | undefined {
  if (later.path === section.path) return undefined;
  for (const { before, outcome } of later.entries.values())
    for (const { collection, value } of outcome.changes) {
      if (
        collection !== "relation" ||
        !isIndex(value) ||
        value.table !== table.id ||
        before.get("relation", value.id) !== undefined
      )
        continue;
      const isOver = value.columns.some(({ on }) =>
        typeof on === "number" ? on === number : on.columns.includes(number),
      );
      if (isOver) return `makes the index ${value.name} of ${from}`;
    }
  return undefined;
}

function viewOn({ entries }: LaterStatement, table: Table, column: number): string | undefined {
  for (const { outcome } of entries.values())
    for (const { collection, value } of outcome.changes) {
      if (collection !== "relation" || value?.kind !== "view") continue;
      const read = value.reads.find(({ relation }) => relation === table.id);
      if (read !== undefined && (value.opaque || read.columns.includes(column)))
        return `the view ${value.name}`;
    }
  return undefined;
}

function whyNotMeanwhile(later: LaterStatement, target: ColumnTarget): string | undefined {
  const { table, to } = target;
  if (worksOnRows(later, table.id) && !isPlainInsert(later) && !isAboutOtherColumns(later, target))
    return isOfCatalog(later) ? `makes something of ${target.from}` : `reads or writes rows of ${table.name}`;
  for (const { before, outcome } of later.entries.values()) {
    const old = before.get("relation", table.id);
    for (const { collection, key, value } of outcome.changes) {
      if (collection !== "relation") continue;
      if (key === table.id && isTable(old)) {
        if (!isTable(value)) return `drops ${table.name}`;
        const changed = changeOf(old, value, target);
        if (changed !== undefined) return `changes ${changed}`;
      }
      const index = isTable(old)
        ? indexesOn(before, old, target.column.number).find(({ id }) => id === key)
        : undefined;
      // A constraint bears the name of its index; what else is renamed keeps its new name in the end.
      const keepsName = index?.constraint === undefined || (isIndex(value) && index.name === value.name);
      const isSame = isIndex(value) && keepsName && alike(index?.options, value.options);
      if (index !== undefined && !isSame) return `changes the index ${index.name} on ${to}`;
    }
  }
  return undefined;
}

/** The triggers give the other column what a new row has; DEFAULT would mean the old column's. */
export function isPlainInsert({ statement }: LaterStatement): boolean {
  return statement.kind === "InsertStmt" && !/\b(?:default|select|conflict)\b/i.test(statement.text);
}

/** What a statement changes that both columns share, in words. */
function changeOf(old: Table, now: Table, { column: { number }, to }: ColumnTarget): string | undefined {
  const own = ({ columns }: Table) => columns.find((each) => each.number === number);
  if (!alike(own(old), own(now))) return to;
  const about = ({ constraints }: Table) => constraints.filter((each) => mentions(each, number));
  if (!alike(about(old), about(now))) return `a constraint on ${to}`;
  return changeOfTable(old, now);
}

/** What a statement changes of the table itself that its columns in transition rely on, in words. */
export function changeOfTable(old: Table, now: Table): string | undefined {
  if (old.name !== now.name || old.schema !== now.schema) return `the name of ${old.name}`;
  const key = ({ constraints }: Table) => constraints.filter(({ kind }) => kind === "primary-key");
  if (!alike(key(old), key(now))) return `the primary key of ${old.name}`;
  const others = ({ triggers, policies, rules, rowSecurity, parents, children, kind }: Table) => ({
    // Those of another rollout are about other columns.
    triggers: triggers.filter(({ name }) => !name.includes(ofRollouts)),
    policies,
    rules,
    rowSecurity,
    parents,
    children,
    kind,
  });
  if (!alike(others(old), others(now))) return `triggers, policies, rules or partitions of ${old.name}`;
  return undefined;
}

export function alike(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
