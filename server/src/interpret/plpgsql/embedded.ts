import type { Node, SelectStmt } from "@pgsql/types";
import { isRunTimeName } from "../../catalog/runTimeNames.ts";
import type { InnerSql, InnerStatement } from "../../sql/program.ts";
import { noteSomewhere } from "../privileges/readers.ts";
import { doubtEverything, doubtNames } from "../openWorld/uncertainNames.ts";
import { isOpenWorld } from "../openWorld/world.ts";
import { stringsOf } from "../nodes.ts";
import { find } from "../walk.ts";
import { StatementError } from "../statementError.ts";
import type { Frame } from "./frame.ts";
import { runStatement } from "./statement.ts";
import { templateOf, templatesOf } from "./template.ts";
import { textsOf } from "./templateText.ts";
import { asText, row, type Value } from "../values/value.ts";

/** Runs a statement that stands in the body; INTO takes its first row. */
export function runSql(frame: Frame, sql: InnerSql, into: number | undefined): void {
  const inner = sql.read();
  if (!inner.ok) {
    frame.execution.partly(inner.reason);
    return;
  }
  const [, second] = inner.statements;
  inStep(frame, sql, second === undefined ? 0 : undefined, () => {
    for (const statement of inner.statements) runOne(frame, statement, into, sql.text);
  });
}

/** Says that a step runs, unless it is part of what another one runs. */
function inStep<T>({ execution }: Frame, sql: InnerSql, offset: number | undefined, run: () => T): T {
  return execution.within({ step: execution.surroundings.step ?? { sql, offset } }, run);
}

/** EXECUTE of a text that the catalog and the body's constants decide; of any other the reason is noted. */
export function executeText(frame: Frame, text: InnerSql, into: number | undefined): void {
  const value = asText(frame.value(text));
  if (typeof value !== "string") {
    if (value === null) frame.execution.fail("22004", "query string argument of EXECUTE is null");
    const followed = inStep(frame, text, undefined, () => executeTemplate(frame, text));
    if (followed === "not") {
      frame.execution.partly(unknownText(frame, text));
      frame.execution.recorder.runsUnknown(unknownText(frame, text));
    }
    if (followed !== "rights") doubtEverything(frame.execution);
    if (into !== undefined) frame.set(into, undefined);
    return;
  }
  const inner = frame.program.read(value);
  if (!inner.ok) frame.execution.fail("42601", inner.reason);
  else
    for (const statement of inner.statements)
      inStep(frame, text, offsetIn(text.text, statement), () => {
        runOne(frame, statement, into, value);
      });
}

/** Where a statement is written in the expression that gives its text. */
function offsetIn(expression: string, { statement }: InnerStatement): number | undefined {
  const at = statement === undefined ? -1 : expression.indexOf(statement.text);
  return at < 0 ? undefined : at;
}

/**
 * EXECUTE of a text with gaps: what it does to what only a run can name. With a complete history it would have to be
 * said which of its objects that are, so then it is followed only where it gives rights on objects that it names.
 */
function executeTemplate(frame: Frame, text: InnerSql): Followed {
  const { execution } = frame;
  const template = templateOf(frame, text);
  let isRead = false;
  for (const filled of template === undefined ? [] : textsOf(template)) {
    const inner = frame.program.read(filled);
    if (!inner.ok) continue;
    isRead = true;
    const followed = inner.statements.every(({ node }) => onlyGivesRights(node)) ? "rights" : "otherwise";
    if (followed === "otherwise" && !isOpenWorld(execution)) continue;
    if (followed === "otherwise" && inner.statements.some(({ node }) => "GrantStmt" in node))
      noteSomewhere(execution);
    execution.assume({ kind: "run-time-name", about: filled.replaceAll(/\s+/gu, " ").trim() });
    for (const statement of inner.statements)
      try {
        runStatement(execution, frame.variable, statement);
      } catch (error) {
        // What is missing here is there under the name that the gap has.
        if (!(error instanceof StatementError)) throw error;
      }
    return followed;
  }
  if (!isRead) noteSomewhere(execution);
  return "not";
}

/** `rights`: whoever has them, all names mean what they did. */
type Followed = "rights" | "otherwise" | "not";

/** Whether a statement does nothing but give or take rights, or ownership, of relations whose names are known. */
function onlyGivesRights(node: Node): boolean {
  const gives =
    "GrantStmt" in node ||
    ("AlterTableStmt" in node &&
      (node.AlterTableStmt.cmds ?? []).every(
        (cmd) => "AlterTableCmd" in cmd && cmd.AlterTableCmd.subtype === "AT_ChangeOwner",
      ));
  const relations = find(node, (each) => ("RangeVar" in each ? (each.RangeVar.relname ?? "") : undefined));
  const own = "AlterTableStmt" in node ? [node.AlterTableStmt.relation?.relname ?? ""] : relations;
  return gives && own.length > 0 && own.every((name) => !isRunTimeName(name));
}

function runOne(frame: Frame, statement: InnerStatement, into: number | undefined, text: string): void {
  const found = runStatement(frame.execution, frame.variable, statement);
  if (frame.isDoubtful && !isQuery(statement)) doubtNames(frame.execution, text);
  const first = found?.complete === true ? (found.rows[0] ?? null) : undefined;
  if (into !== undefined) {
    frame.set(into, intoValue(frame, into, first));
    if ("SelectStmt" in statement.node) noteTemplates(frame, into, statement.node.SelectStmt);
  }
  if (isQuery(statement)) frame.values.set("found", first === undefined ? atLeastOne(found) : first !== null);
}

/** What is known of the texts that a query puts into variables. */
function noteTemplates(frame: Frame, into: number, select: SelectStmt): void {
  const { variables } = frame.program;
  const parts = variables[into]?.parts ?? [into];
  templatesOf(frame, select).forEach(({ template }, at) => {
    const name = variables[parts[at] ?? -1]?.name;
    if (name === undefined) return;
    if (template === undefined) frame.templates.delete(name);
    else frame.templates.set(name, template);
  });
}

/** A scalar takes the first column, a record the row. */
function intoValue(frame: Frame, into: number, value: Value): Value {
  const parts = frame.program.variables[into]?.parts;
  return parts === undefined && value === null ? row({}) : value;
}

function atLeastOne(found: { readonly rows: readonly unknown[] } | undefined): Value {
  return found !== undefined && found.rows.length > 0 ? true : undefined;
}

/** FOUND is set by queries and changes of rows, not by DDL. */
function isQuery({ node }: InnerStatement): boolean {
  return (
    "SelectStmt" in node ||
    "InsertStmt" in node ||
    "UpdateStmt" in node ||
    "DeleteStmt" in node ||
    "MergeStmt" in node
  );
}

/** Why the text of EXECUTE is not known, as a clause. */
export function unknownText(frame: Frame, text: InnerSql | undefined): string {
  const select = text === undefined ? undefined : frame.query(text);
  const names = find(select, (node) => ("ColumnRef" in node ? stringsOf(node.ColumnRef.fields) : undefined));
  const unknown = names.filter((parts) => frame.name(parts) === undefined).map((parts) => parts.join("."));
  const from = [...new Set(unknown)].map((name) => `\`${name}\``).join(", ");
  return from === "" ? "its text is computed at run time" : `its text is put together from ${from}`;
}
