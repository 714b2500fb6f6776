import { isTable, type Constraint, type Table } from "../../catalog/relations.ts";
import type { AnalysedStatement } from "../../rules/rule.ts";
import { constraintDropped } from "../drop/targetKey.ts";
import type { RecipeFacts } from "../recipe.ts";
import { constraintAdded } from "./added.ts";
import { between } from "./between.ts";
import { lockOn } from "./laterWork.ts";
import { entryOf, tableNamed } from "./subject.ts";

/** The drop of a constraint of the name that the statement adds, before it in the file. */
export interface DroppedBefore {
  readonly drop: AnalysedStatement;
  /** Whether nothing between the two is about their tables, but other foreign keys: the drop may come later. */
  readonly mayWait: boolean;
}

export function droppedBefore(facts: RecipeFacts): DroppedBefore | undefined {
  const { section, statement } = facts;
  const before = section.statements.filter(({ span }) => span.start < statement.span.start);
  if (!before.some((each) => dropOf(each, facts) !== undefined)) return undefined;
  const added = constraintAdded(facts);
  if (added === undefined) return undefined;
  const { table, constraint } = added;
  const drop = before.findLast((each) => {
    const dropped = dropOf(each, facts);
    return (
      dropped !== undefined &&
      dropped.name === constraint.name &&
      tableNamed({ ...facts, statement: each }, dropped.relation)?.id === table.id &&
      (entryOf({ ...facts, statement: each })?.outcome.changes.length ?? 0) > 0
    );
  });
  if (drop === undefined) return undefined;
  const tables = [table.id, ...(constraint.kind === "foreign-key" ? [constraint.references] : [])];
  const isBeside = (each: AnalysedStatement): boolean =>
    tables.every((id) => lockOn({ ...each, path: "", line: 0 }, id) === undefined) || isOfForeignKeys(each);
  return { drop, mayWait: between(facts, drop).every(isBeside) };
}

function dropOf(statement: AnalysedStatement, facts: RecipeFacts) {
  return constraintDropped({ ...facts, statement });
}

/** Whether a statement only drops and adds foreign keys, in a block or not. */
function isOfForeignKeys({ statement: { kind, text }, entries }: AnalysedStatement): boolean {
  if (kind !== "AlterTableStmt" && (kind !== "DoStmt" || mayTouchRows.test(text))) return false;
  return [...entries.values()].every(({ before, after, outcome }) =>
    outcome.changes.every(({ collection, key }) => {
      if (besideTables.has(collection)) return true;
      const [was, is] = [before, after].map((catalog) =>
        collection === "relation" ? catalog.get("relation", key) : undefined,
      );
      return isTable(was) && isTable(is) && differInForeignKeys(was, is);
    }),
  );
}

/** Settings, what ids are made of, and what is in doubt where a block may stop half-way. */
const besideTables: ReadonlySet<string> = new Set(["generation", "setting", "localSetting", "uncertainName"]);

const mayTouchRows =
  /\b(?:insert\s+into|delete\s+from|(?<!\bon\s+)(?:update|delete)|merge|copy|execute|call)\b/i;

function differInForeignKeys(was: Table, is: Table): boolean {
  const others = ({ constraints }: Table): readonly Constraint[] =>
    constraints.filter(({ kind }) => kind !== "foreign-key");
  const [own, now] = [others(was), others(is)];
  return (
    was.columns === is.columns &&
    was.indexes === is.indexes &&
    own.length === now.length &&
    own.every((each, index) => each === now[index])
  );
}
