import type { ColumnDef } from "@pgsql/types";
import { commandSpan, constraintSpan, droppedSpans } from "../../sql/ranges.ts";
import type { Span } from "../../sql/span.ts";
import type { Statement } from "../../sql/statement.ts";
import { commentsOf } from "../../sql/tokens.ts";
import { inlineConstraints } from "./inlineConstraints.ts";
import { ofBlock, type Holds } from "./ofBlock.ts";
import { exchangedKeys, type KindOf } from "./exchangedKeys.ts";
import { passOf } from "./passes.ts";
import type { Parts, StatementPart } from "./statementParts.ts";

/** The parts of an ALTER TABLE, a DROP INDEX, a DROP TABLE or a DO block of definitions; undefined for what does one thing only. */
export function partsOf(statement: Statement, holds: Holds, kindOf: KindOf): Parts | undefined {
  const found = ofAlterTable(statement, kindOf) ?? ofDrop(statement) ?? ofBlock(statement, holds);
  if (found === undefined) return undefined;
  return found.unwraps === true || found.parts.flatMap(({ pieces }) => pieces).length > 1 ? found : undefined;
}

/** A statement out of some pieces of one. */
export function statementOf({ head, tail, between = ",\n  " }: Parts, pieces: readonly string[]): string {
  return head + pieces.join(pieces.length > 1 ? between : "") + tail;
}

function ofAlterTable(statement: Statement, kindOf: KindOf): Parts | undefined {
  const { node, text } = statement;
  if (node === undefined || !("AlterTableStmt" in node)) return undefined;
  const { relation, cmds = [], objtype } = node.AlterTableStmt;
  if (relation === undefined || objtype !== "OBJECT_TABLE") return undefined;
  const spans = cmds.map((_cmd, index) => commandSpan(statement, relation, index));
  const [first] = spans;
  if (first === undefined) return undefined;
  const parts = cmds.flatMap((cmd, index) => {
    const span = spans[index];
    if (span === undefined || !("AlterTableCmd" in cmd)) return [];
    const { def, subtype } = cmd.AlterTableCmd;
    const column = subtype === "AT_AddColumn" && def !== undefined && "ColumnDef" in def ? def.ColumnDef : {};
    return [{ pass: passOf(cmd.AlterTableCmd), part: partAt(statement, span, column) }];
  });
  if (parts.length !== cmds.length) return undefined;
  const kept = withKeysExchanged(parts, exchangedKeys(statement, kindOf));
  return {
    head: text.slice(0, first.start),
    parts: [...kept].sort((one, other) => one.pass - other.pass).map(({ part }) => part),
    tail: "",
  };
}

interface Passed {
  readonly pass: number;
  readonly part: StatementPart;
}

/** A key and the one in its place are exchanged once the new one's columns are as it needs them, else first. */
function withKeysExchanged(parts: readonly Passed[], [drop, add]: readonly number[]): readonly Passed[] {
  const [dropped, added] = [parts[drop ?? -1], parts[add ?? -1]];
  if (dropped === undefined || added === undefined) return parts;
  const needs = parts.some(({ pass }) => pass > dropped.pass && pass < added.pass);
  const whole = `${dropped.part.whole},\n  ${added.part.whole}`;
  const both = { pass: needs ? added.pass : dropped.pass, part: { whole, pieces: [whole] } };
  return [both, ...parts.filter((each) => each !== dropped && each !== added)];
}

function partAt(statement: Statement, span: Span, column: ColumnDef): StatementPart {
  const whole = withComment(statement, span);
  const inline = inlineConstraints(statement, column, constraintSpan);
  if (inline.length === 0) return { whole, pieces: [whole] };
  let rest = statement.text.slice(span.start, span.end);
  for (const { span: own } of [...inline].reverse()) {
    const before = rest.slice(0, own.start - span.start).trimEnd();
    rest = before + rest.slice(own.end - span.start);
  }
  return { whole, pieces: [rest, ...inline.map(({ added }) => added)] };
}

/** Comments that follow on the line of the part, after its comma, are about it. */
function withComment(statement: Statement, { start, end }: Span): string {
  const text = statement.text.slice(start, end);
  const next = commentsOf(statement).find((each) => each.span.start >= end);
  const between = next === undefined ? "" : statement.text.slice(end, next.span.start);
  return next !== undefined && /^\s*,?[ \t]*$/.test(between) && !between.includes("\n")
    ? `${asBlock(next.text)} ${text}`
    : text;
}

/** A comment to the end of the line would take what is written behind it along. */
function asBlock(comment: string): string {
  return comment.startsWith("--") ? `/* ${comment.slice(2).trim().replaceAll("*/", "* /")} */` : comment;
}

function ofDrop(statement: Statement): Parts | undefined {
  const { node, text } = statement;
  if (node === undefined || !("DropStmt" in node)) return undefined;
  const { removeType } = node.DropStmt;
  if (removeType !== "OBJECT_INDEX" && removeType !== "OBJECT_TABLE") return undefined;
  const spans = droppedSpans(statement, node.DropStmt.objects?.length ?? 0);
  const [first] = spans;
  const last = spans.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const names = spans.map(({ start, end }) => text.slice(start, end));
  return {
    head: text.slice(0, first.start),
    parts: names.map((name) => ({ whole: name, pieces: [name] })),
    tail: text.slice(last.end),
  };
}
