import type { AlterTableStmt, Node, RangeVar } from "@pgsql/types";
import { isAssumed } from "../../catalog/ids.ts";
import { interpret } from "../../interpret/interpret.ts";
import { itemsOf, stringOf } from "../../interpret/nodes.ts";
import type { Target } from "../../interpret/target.ts";
import type { Grammar } from "../../sql/grammar.ts";
import { ident, join, sql, Sql } from "../../sql/fragment.ts";
import { readStatements, StatementCache } from "../../sql/parse.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";

/**
 * A statement about what no migration made, as it would be if that were known to be there: then what it changes can be
 * told from what it takes to be so. Other statements are given back as they are.
 */
export function withKnown(entry: TimelineEntry, target: Target, grammar: Grammar): TimelineEntry {
  const isNew = ({ collection, key }: { readonly collection: string; readonly key: string }): boolean =>
    collection === "relation" && isAssumed(key);
  if (!entry.outcome.changes.some(isNew)) return entry;
  const text = mentions(entry.statement.node)
    .map(({ text: one }) => `${one} IS NULL;`)
    .join("\n");
  if (text === "") return entry;
  let before = entry.before;
  for (const { statement } of readStatements(
    text,
    { start: 0, end: text.length },
    grammar,
    new StatementCache(),
  ).statements) {
    const outcome = interpret(before, statement, target);
    if (outcome.effects.fails === undefined) before = before.apply(outcome.changes);
  }
  const outcome = interpret(before, entry.statement, target);
  return { ...entry, before, outcome, after: before.apply(outcome.changes) };
}

/** COMMENTs on what a statement names and does not make: they look the names up and change nothing. */
function mentions(node: Node | undefined): readonly Sql[] {
  if (node === undefined) return [];
  if ("AlterTableStmt" in node) return inAlterTable(node.AlterTableStmt);
  if ("RenameStmt" in node) {
    const { relation, renameType, subname } = node.RenameStmt;
    if (relation === undefined) return [];
    if (renameType === "OBJECT_COLUMN") return [onColumn(relation, subname)];
    if (renameType === "OBJECT_TABCONSTRAINT") return [onConstraint(relation, subname)];
    return onRelation(relation, renameType);
  }
  if ("AlterObjectSchemaStmt" in node)
    return onRelation(node.AlterObjectSchemaStmt.relation, node.AlterObjectSchemaStmt.objectType);
  if ("IndexStmt" in node) return onRelation(node.IndexStmt.relation, "OBJECT_TABLE");
  if ("DropStmt" in node) {
    const { objects = [], removeType } = node.DropStmt;
    return objects.flatMap((object) => {
      const [name, schema] = itemsOf(object).map(stringOf).reverse();
      if (name === undefined) return [];
      return onRelation(
        { relname: name, ...(schema === undefined ? {} : { schemaname: schema }) },
        removeType,
      );
    });
  }
  return [];
}

function inAlterTable({ relation, cmds = [] }: AlterTableStmt): readonly Sql[] {
  if (relation === undefined) return [];
  const parts = cmds.flatMap((each) => {
    if (!("AlterTableCmd" in each)) return [];
    const { subtype, name } = each.AlterTableCmd;
    if (name === undefined) return [];
    if (subtype === "AT_DropConstraint" || subtype === "AT_ValidateConstraint")
      return [onConstraint(relation, name)];
    const isColumn =
      subtype === "AT_DropColumn" ||
      subtype?.startsWith("AT_Alter") === true ||
      columnCommands.includes(subtype ?? "");
    return isColumn ? [onColumn(relation, name)] : [];
  });
  return [...onRelation(relation, "OBJECT_TABLE"), ...parts];
}

const columnCommands = [
  "AT_ColumnDefault",
  "AT_SetNotNull",
  "AT_DropNotNull",
  "AT_AddIdentity",
  "AT_SetIdentity",
  "AT_DropIdentity",
  "AT_DropExpression",
  "AT_SetStatistics",
];

const words: Readonly<Record<string, string>> = {
  OBJECT_TABLE: "TABLE",
  OBJECT_INDEX: "INDEX",
  OBJECT_VIEW: "VIEW",
  OBJECT_MATVIEW: "MATERIALIZED VIEW",
  OBJECT_SEQUENCE: "SEQUENCE",
};

function onRelation(relation: RangeVar | undefined, type: string | undefined): readonly Sql[] {
  const word = words[type ?? ""];
  if (relation === undefined || word === undefined) return [];
  return [sql`COMMENT ON ${Sql.verbatim(word)} ${nameOf(relation)}`];
}

function onColumn(relation: RangeVar, column = ""): Sql {
  return sql`COMMENT ON COLUMN ${nameOf(relation)}.${ident(column)}`;
}

function onConstraint(relation: RangeVar, constraint = ""): Sql {
  return sql`COMMENT ON CONSTRAINT ${ident(constraint)} ON ${nameOf(relation)}`;
}

function nameOf({ schemaname, relname = "" }: RangeVar): Sql {
  return join(
    (schemaname === undefined ? [relname] : [schemaname, relname]).map((part) => ident(part)),
    ".",
  );
}
