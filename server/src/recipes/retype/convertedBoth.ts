import type { Node } from "@pgsql/types";
import type { TypeRef } from "../../catalog/types.ts";
import { nameOf, walk } from "../../sql/ast.ts";
import { readExpression } from "../../sql/expressionNode.ts";
import { ident, sql, Sql } from "../../sql/fragment.ts";
import type { Grammar } from "../../sql/grammar.ts";
import { printExpression } from "../../sql/printExpression.ts";
import type { RecipeFacts, Refusal } from "../recipe.ts";
import { failureOf } from "../support/failureOf.ts";
import { FreeNames } from "../support/freeName.ts";
import { nameOfRelation } from "../support/subject.ts";
import { typeSql } from "../support/typeSql.ts";
import { differs } from "../transition/compare.ts";
import { columnsIn, isNullForNull } from "./nullForNull.ts";
import { conversionOf, isTimestamps, type Conversion } from "./conversion.ts";
import { sessionZone } from "./sessionZone.ts";
import { isInverseOf, retypeOf, type RetypeTarget } from "./target.ts";

type Target = Omit<RetypeTarget, "to">;

/** Both ways between the types: known ones, and else the user's own, who says how to come back. */
export function convertedBoth(target: Target, facts: RecipeFacts): Conversion | Refusal {
  const known = conversionOf(target, sessionZone(facts));
  if (!("refused" in known)) return known;
  if (target.using === undefined && isTimestamps(target.column.type, target.after.type))
    return { refused: inWhichZone(target.from) };
  const back = saidBack(target, facts);
  if (back === undefined) return { refused: `${known.refused} ${saying(target.from)}` };
  const why = whyNotInTrigger(target, back.node, facts);
  return why === undefined ? turnedAround(target, back.node, facts.grammar) : { refused: why };
}

function inWhichZone(column: string): string {
  const name = ident(column).text;
  return `The values of ${name} would be taken as times of whatever zone the session is in, and triggers run in other sessions too. Say which it is: USING ${name} AT TIME ZONE 'UTC' in the statement, SET LOCAL timezone = 'UTC' before it, or "timeZone" in the configuration, with a zone's full name.`;
}

function saying(column: string): string {
  const example = `${ident(column).text} = EXPRESSION`;
  return `Or say how the new value becomes the old one: write “-- lockkeeper-value ${example}” above the statement, give --value "${example}", or undo the change in the down by an ALTER COLUMN ${ident(column).text} TYPE … USING.`;
}

/** The old value as an expression of the new one; without USING it is the value as it is assigned. */
function saidBack({ from }: Target, facts: RecipeFacts): { readonly node: Node } | undefined {
  const given = facts.values().of(from);
  if (given !== undefined) return readExpression(given, facts.grammar);
  const undone = facts.undoing.find((candidate) => isInverseOf(candidate, facts));
  const retype = undone === undefined ? undefined : retypeOf(undone);
  return retype === undefined ? undefined : { node: retype.using ?? itself(from) };
}

function itself(column: string): Node {
  return { ColumnRef: { fields: [{ String: { sval: column } }] } };
}

/** A trigger computes both in any session, and of a row that it is told of alone. */
function whyNotInTrigger(target: Target, back: Node, facts: RecipeFacts): string | undefined {
  const { from, using = itself(from), column, after } = target;
  const ways = [
    { node: using, type: after.type, what: `USING of ${from}`, before: true },
    { node: back, type: column.type, what: `The down of ${from}`, before: false },
  ];
  for (const { node, type, what, before } of ways) {
    const other = columnsIn(node).find((each) => each !== from);
    if (other !== undefined)
      return `${what} is computed from ${other}. Compute it from ${from} alone: a change of another column would leave it as it is.`;
    // A column that is NOT NULL has no such rows, before and after.
    if (!column.notNull && !isNullForNull(node, from))
      return `${what} may make a value of NULL, or nobody knows whether it does: rows in which ${from} is NULL could not be told from those that are not filled yet. Write it with casts, operators and functions of PostgreSQL that give NULL for NULL.`;
    const sqlType = typeSql(target.catalog, type);
    const text = printExpression(node, facts.grammar);
    if (sqlType === undefined || text === undefined) return `${what} cannot be written down again.`;
    if (isListOfTexts(node, before ? column.type : after.type)) continue;
    // With a cast also what is only assigned tells whether its type hangs on the session.
    const value = sql`CAST(${Sql.verbatim(text)} AS ${sqlType})`;
    const why = whyNotAlwaysSame({ value, type: sqlType }, facts, target, before);
    if (why !== undefined)
      return `${what} must be the same in every session and whenever it is computed, as in a generated column: ${why}.`;
  }
  return undefined;
}

/** array_to_string counts as changing, since some types are printed by the session's settings; these are not. */
const alwaysPrintedSo = new Set(["text", "varchar", "int2", "int4", "int8", "uuid", "bool"]);

function isListOfTexts(node: Node, { id, array }: TypeRef): boolean {
  if (!array || !alwaysPrintedSo.has(id.replace(/^type:pg_catalog\./, "")) || !("FuncCall" in node))
    return false;
  const { funcname, args = [] } = node.FuncCall;
  const [list, ...others] = args;
  return (
    nameOf(funcname).at(-1) === "array_to_string" &&
    list !== undefined &&
    "ColumnRef" in list &&
    others.every((each) => "A_Const" in each)
  );
}

/** PostgreSQL asks just that of generated columns, so it is looked at as one, of the old column or of the new one. */
function whyNotAlwaysSame(
  { value, type }: { readonly value: Sql; readonly type: Sql },
  facts: RecipeFacts,
  { relation, from, column, catalog }: Target,
  isOld: boolean,
): string | undefined {
  const table = nameOfRelation(facts, relation);
  const names = new FreeNames(facts);
  const added = ident(names.choose("lockkeeper_value", ""));
  const generated = sql`ADD COLUMN ${added} ${type} GENERATED ALWAYS AS (${value}) STORED`;
  if (!isOld) return failureOf(sql`ALTER TABLE ${table} ${generated}`.text, facts);
  // What the statement leaves behind has no column of the old type: one is made of it.
  const old = typeSql(catalog, column.type);
  if (old === undefined) return "its type cannot be written down";
  const like = ident(names.choose("lockkeeper_like", ""));
  return failureOf(
    sql`CREATE TABLE ${like} (${ident(from)} ${old}, ${added} ${type} GENERATED ALWAYS AS (${value}) STORED)`
      .text,
    facts,
  );
}

/** What the new type makes of the old value that it becomes must be itself: of others the old column holds NULL. */
function turnedAround(target: Target, back: Node, grammar: Grammar): Conversion | Refusal {
  const { from, using = itself(from), column, after, catalog } = target;
  const oldType = typeSql(catalog, column.type);
  const newType = typeSql(catalog, after.type);
  if (oldType === undefined || newType === undefined)
    return { refused: `The type of ${from} cannot be written down again.` };
  const forward = (value: Sql): Sql => written(using, value, grammar);
  const old = (value: Sql): Sql => sql`CAST(${written(back, value, grammar)} AS ${oldType})`;
  return {
    partial: true,
    mayRaise: true,
    forward,
    backward: (value) => {
      const again = sql`CAST(${forward(old(value))} AS ${newType})`;
      return sql`CASE WHEN ${differs(again, value)} THEN NULL ELSE ${old(value)} END`;
    },
  };
}

/** The expression of another value than the column's. */
function written(node: Node, value: Sql, grammar: Grammar): Sql {
  const instead = readExpression(value.text, grammar)?.node;
  if (instead === undefined || "ColumnRef" in node) return value;
  const copy = structuredClone(node);
  walk(copy, (each) => {
    if (!("ColumnRef" in each)) return undefined;
    Reflect.deleteProperty(each, "ColumnRef");
    Object.assign(each, structuredClone(instead));
    return false;
  });
  return Sql.verbatim(printExpression(copy, grammar) ?? value.text);
}
