import type { Node } from "@pgsql/types";
import { describe, expect, it } from "vitest";
import { isNode, walk } from "../../server/src/sql/ast.ts";
import { expressionSource, readExpression } from "../../server/src/sql/expressionNode.ts";
import {
  columnsOf,
  functionsOf,
  gatedTree,
  qualifyColumns,
  renameColumn,
} from "../../server/src/sql/expressions.ts";
import { parseIntervalParts } from "../../server/src/sql/interval.ts";
import { corpusFiles } from "../corpus/projects.ts";
import { grammar, read, readOne } from "./reading.ts";

/** The expressions of a statement that migrations are judged by. */
function expressionsIn(root: Node): readonly Node[] {
  const found: Node[] = [];
  walk(root, (node) => {
    if ("Constraint" in node && node.Constraint.raw_expr !== undefined) found.push(node.Constraint.raw_expr);
    if ("ColumnDef" in node && node.ColumnDef.raw_default !== undefined)
      found.push(node.ColumnDef.raw_default);
    if ("IndexElem" in node && node.IndexElem.expr !== undefined) found.push(node.IndexElem.expr);
    if (
      "AlterTableCmd" in node &&
      node.AlterTableCmd.subtype === "AT_ColumnDefault" &&
      node.AlterTableCmd.def !== undefined
    )
      found.push(node.AlterTableCmd.def);
    for (const fields of Object.values(node)) {
      if ("whereClause" in fields && isNode(fields.whereClause)) found.push(fields.whereClause);
      if ("whenClause" in fields && isNode(fields.whenClause)) found.push(fields.whenClause);
    }
    if ("UpdateStmt" in node)
      for (const target of node.UpdateStmt.targetList ?? [])
        if ("ResTarget" in target && target.ResTarget.val !== undefined) found.push(target.ResTarget.val);
    return undefined;
  });
  return found;
}

describe("expressionSource", () => {
  it.each([
    [
      'ALTER TABLE t ALTER é TYPE int USING (a + /* why */ b) * "ü😀"::int, DROP c',
      '(a + /* why */ b) * "ü😀"::int',
    ],
    [
      "ALTER TABLE t ADD c text DEFAULT coalesce(f(1, 'x,)'), now()::text) NOT NULL",
      "coalesce(f(1, 'x,)'), now()::text)",
    ],
    ["ALTER TABLE t ADD CHECK (a IS NOT NULL AND (r).f > -1)", "a IS NOT NULL AND (r).f > -1"],
    ["CREATE INDEX ON t ((lower(a) || 'x'))", "lower(a) || 'x'"],
    [
      "ALTER TABLE t ADD c timestamptz DEFAULT interval '1' day + CURRENT_TIMESTAMP",
      "interval '1' day + CURRENT_TIMESTAMP",
    ],
  ])("%s", (text, expected) => {
    const statement = readOne(text);
    const [node] = statement.node === undefined ? [] : expressionsIn(statement.node);
    const found = node === undefined ? undefined : expressionSource(statement, node, grammar);
    expect(found?.text).toBe(expected);
    expect(text.slice(found?.span.start, found?.span.end)).toBe(expected);
  });

  it("finds every expression of the corpus; the gate's figures", () => {
    let all = 0;
    let gated = 0;
    for (const { path, text } of corpusFiles()) {
      for (const { statement } of read(text).statements) {
        if (statement.node === undefined) continue;
        for (const node of expressionsIn(statement.node)) {
          const source = expressionSource(statement, node, grammar);
          expect(source, `${path}: ${JSON.stringify(node)}`).toBeDefined();
          const masked = source?.masked ?? "";
          const parsed = readExpression(masked, grammar);
          expect(columnsOf(masked, grammar)?.every((use) => use.span.end > use.span.start)).toBe(true);
          all++;
          if (parsed !== undefined && gatedTree(masked, parsed.node, grammar) !== undefined) gated++;
        }
      }
    }
    console.log(
      `expressions: ${all} located, ${gated} read alike by both parsers (${((100 * gated) / all).toFixed(1)} %)`,
    );
    expect(all).toBeGreaterThan(30);
    expect(gated / all).toBeGreaterThan(0.9);
  });
});

describe("columns and functions", () => {
  const sql = 'coalesce(gen_random_uuid()::text, u."Näme" || name /* name */, \'name\', public.f("a b"))';
  it("have exact places", () => {
    const slice = ({ span }: { readonly span: { readonly start: number; readonly end: number } }) =>
      sql.slice(span.start, span.end);
    expect(columnsOf(sql, grammar)?.map((use) => [use.name, use.qualifier, slice(use)])).toEqual([
      ["Näme", ["u"], 'u."Näme"'],
      ["name", [], "name"],
      ["a b", [], '"a b"'],
    ]);
    expect(functionsOf(sql, grammar)?.map((use) => [use.schema, use.name, slice(use)])).toEqual([
      [undefined, "gen_random_uuid", "gen_random_uuid()"],
      ["public", "f", 'public.f("a b")'],
    ]);
  });

  it("are the same by both parsers wherever the gate lets both speak", () => {
    const inner = "lower(u.name) || upper(trim(title)) = 'x' and char_length(u.name) > 3";
    expect(functionsOf(inner, grammar)?.map((use) => inner.slice(use.span.start, use.span.end))).toEqual([
      "lower(u.name)",
      "upper(trim(title))",
      "trim(title)",
      "char_length(u.name)",
    ]);
  });

  it.each(["a b c", "a; drop table t", "a from t", "", "1, 2", "a as b", "$$ unclosed", "a /* b"])(
    "refuses %j, which is not one expression",
    (text) => {
      expect(columnsOf(text, grammar)).toBeUndefined();
    },
  );

  it("are found within 16 KB only", () => {
    expect(columnsOf(`a + ${"1".repeat(17_000)}`, grammar)).toBeUndefined();
  });

  it("never reach pgsql-ast-parser with what makes it hang", () => {
    expect(functionsOf(`f($$${" ".repeat(40)}x)`, grammar)).toBeUndefined();
    expect(functionsOf(`f($$${" ".repeat(40)}$$)`, grammar)?.length).toBe(1);
  });
});

describe("rewriting", () => {
  it("renames a column where it is one, and nothing else", () => {
    const text = "name || 'name' || u.name -- name\n || full_name || name(name)";
    expect(renameColumn(text, "name", "order", grammar)).toBe(
      '"order" || \'name\' || u."order" -- name\n || full_name || name("order")',
    );
    expect(renameColumn("t.a > u.a", "a", "b", grammar, "u")).toBe("t.a > u.b");
    expect(renameColumn("a in (select a from u)", "a", "b", grammar)).toBeUndefined();
    expect(renameColumn("(r).a > a", "a", "b", grammar)).toBe("(r).a > b");
  });

  it("reads columns from a trigger's row", () => {
    expect(qualifyColumns("nullif(trim(amount), '')::numeric(12,2)", "new", grammar)).toBe(
      "nullif(trim(new.amount), '')::numeric(12,2)",
    );
    expect(qualifyColumns('t."A" + b', "old", grammar)).toBe('old."A" + old.b');
    expect(qualifyColumns("a + b", "new", grammar, new Set(["a"]))).toBe("new.a + b");
    expect(qualifyColumns("(select a)", "new", grammar)).toBeUndefined();
  });
});

describe("times", () => {
  it("reads interval literals", () => {
    expect(parseIntervalParts("1 day 2 hours")).toEqual({ months: 0, days: 1, milliseconds: 7_200_000 });
    expect(parseIntervalParts("1 year 2 mons")).toEqual({ months: 14, days: 0, milliseconds: 0 });
    expect(parseIntervalParts("2 weeks")).toEqual({ months: 0, days: 14, milliseconds: 0 });
    expect(parseIntervalParts("nothing")).toBeUndefined();
  });
});
