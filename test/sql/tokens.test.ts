import { describe, expect, it } from "vitest";
import { commandSpan, columnSpan, constraintSpan, relationSpan } from "../../server/src/sql/ranges.ts";
import {
  commentsIn,
  commentsOf,
  commentText,
  identifierOf,
  nodeStart,
  spanOfClause,
  spanOfName,
  tokensIn,
  tokensOf,
  wordAt,
} from "../../server/src/sql/tokens.ts";
import type { Span } from "../../server/src/sql/span.ts";
import type { Statement } from "../../server/src/sql/statement.ts";
import { corpusFiles } from "../corpus/projects.ts";
import { grammar, read, readOne } from "./reading.ts";

function at(statement: Statement, span: Span | undefined): string | undefined {
  return span === undefined ? undefined : statement.text.slice(span.start, span.end);
}

function alterTable(statement: Statement) {
  const { node } = statement;
  if (node === undefined || !("AlterTableStmt" in node) || node.AlterTableStmt.relation === undefined)
    throw new Error(`no ALTER TABLE: ${statement.text}`);
  return { ...node.AlterTableStmt, relation: node.AlterTableStmt.relation };
}

describe("tokensOf", () => {
  it("knows kinds and exact places, on broken statements too", () => {
    const statement = readOne("ALTR\r\n\"é😀\" $1 >= 1.5 /* c */ 'x', foo -- d");
    expect(tokensOf(statement).map(({ kind, text }) => `${kind}:${text}`)).toEqual([
      "identifier:ALTR",
      'identifier:"é😀"',
      "parameter:$1",
      "operator:>=",
      "number:1.5",
      "string:'x'",
      "punctuation:,",
      "identifier:foo",
    ]);
    for (const { text, span } of tokensOf(statement)) expect(at(statement, span)).toBe(text);
    expect(commentsOf(statement).map(commentText)).toEqual(["c"]);
    expect(wordAt(statement, 7)?.text).toBe('"é😀"');
    expect(wordAt(statement, 5)).toBeUndefined();
  });

  it("gives comments between statements", () => {
    const text = "-- lockkeeper-ignore x: y\r\n/* b */\nselect 1;";
    const comments = commentsIn(text, { start: 0, end: text.indexOf("select") });
    expect(comments.map(commentText)).toEqual(["lockkeeper-ignore x: y", "b"]);
    expect(comments.map(({ span }) => text.slice(span.start, span.end))).toEqual(
      comments.map(({ text: own }) => own),
    );
  });

  it("folds and unquotes names", () => {
    expect(tokensIn('Foo "A""b" ÄB').map((token) => identifierOf(token))).toEqual(["foo", 'A"b', "Äb"]);
  });

  it("finds PostgreSQL's own tokens in every migration of the corpus", () => {
    let count = 0;
    for (const { path, text } of corpusFiles()) {
      const theirs = grammar.scan(text);
      if (!theirs.ok || /\{\{|\$\{/.test(text)) continue;
      // PostgreSQL's comments keep a carriage return; ours end before the line's break.
      const trimmed = theirs.value.map((token) => text.slice(token.span.start, token.span.end).trimEnd());
      expect(
        tokensIn(text).map((token) => token.text.trimEnd()),
        path,
      ).toEqual(trimmed);
      count += trimmed.length;
    }
    console.log(`tokens: ${count} as PostgreSQL finds them`);
    expect(count).toBeGreaterThan(1_000);
  });
});

describe("ranges", () => {
  it.each(["\n", "\r\n"])("finds each command of an ALTER TABLE (line break %j)", (newline) => {
    const text = [
      'ALTER TABLE IF EXISTS ONLY app."é😀"',
      '  ADD COLUMN "a,b" numeric(10, 2) DEFAULT f(1, 2) /* , */,',
      "  DROP COLUMN c,",
      "  ALTER d TYPE text USING (d::text)",
    ].join(newline);
    const statement = readOne(text);
    const { relation } = alterTable(statement);
    expect(at(statement, relationSpan(statement, relation))).toBe('app."é😀"');
    expect([0, 1, 2, 3].map((index) => at(statement, commandSpan(statement, relation, index)))).toEqual([
      'ADD COLUMN "a,b" numeric(10, 2) DEFAULT f(1, 2)',
      "DROP COLUMN c",
      "ALTER d TYPE text USING (d::text)",
      undefined,
    ]);
  });

  it("finds columns and their constraints", () => {
    const statement = readOne(
      "CREATE TABLE é (a int NOT NULL CONSTRAINT p CHECK (a > 0) DEFAULT g(1,2), b text, UNIQUE (a, b))",
    );
    const { node } = statement;
    if (node === undefined || !("CreateStmt" in node)) throw new Error("no CREATE TABLE");
    const [first, second, unique] = node.CreateStmt.tableElts ?? [];
    if (first === undefined || !("ColumnDef" in first) || second === undefined || !("ColumnDef" in second))
      throw new Error("no columns");
    expect(at(statement, columnSpan(statement, first.ColumnDef))).toBe(
      "a int NOT NULL CONSTRAINT p CHECK (a > 0) DEFAULT g(1,2)",
    );
    expect(at(statement, columnSpan(statement, second.ColumnDef))).toBe("b text");
    const constraints = (first.ColumnDef.constraints ?? []).map((constraint) =>
      "Constraint" in constraint
        ? at(statement, constraintSpan(statement, constraint.Constraint, first.ColumnDef))
        : "",
    );
    expect(constraints).toEqual(["NOT NULL", "CONSTRAINT p CHECK (a > 0)", "DEFAULT g(1,2)"]);
    if (unique === undefined || !("Constraint" in unique)) throw new Error("no constraint");
    expect(at(statement, constraintSpan(statement, unique.Constraint))).toBe("UNIQUE (a, b)");
  });

  it("finds clauses and names", () => {
    const statement = readOne('CREATE UNIQUE INDEX concurrently "I" ON t (é, "é b")');
    expect(at(statement, spanOfClause(statement, ["unique", "INDEX"]))).toBe("UNIQUE INDEX");
    expect(spanOfClause(statement, ["index", "unique"])).toBeUndefined();
    expect(at(statement, spanOfName(statement, "é b"))).toBe('"é b"');
    expect(at(statement, spanOfName(statement, "i"))).toBeUndefined();
    expect(nodeStart(statement, undefined)).toBe(0);
  });

  it("has no command of ALTER TABLE in a migration of the corpus without its range", () => {
    for (const { path, text } of corpusFiles()) {
      for (const { statement } of read(text).statements) {
        if (statement.node === undefined || !("AlterTableStmt" in statement.node)) continue;
        const { relation, cmds } = alterTable(statement);
        const spans = (cmds ?? []).map((_, index) => at(statement, commandSpan(statement, relation, index)));
        for (const span of spans)
          expect(span, path).toMatch(
            /^(?:add|drop|alter|rename|set|reset|owner|enable|disable|force|no|validate|replica|attach|detach|inherit|cluster)/i,
          );
        expect(commandSpan(statement, relation, spans.length), path).toBeUndefined();
      }
    }
  });
});
