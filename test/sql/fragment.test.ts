import { describe, expect, it } from "vitest";
import {
  columnRefs,
  functionCalls,
  nameOf,
  rangeVarName,
  sameNode,
  typeNameParts,
  walk,
} from "../../server/src/sql/ast.ts";
import { deparse } from "../../server/src/sql/deparse.ts";
import {
  dollarQuoted,
  ident,
  join,
  literal,
  qualified,
  sql,
  truncateName,
} from "../../server/src/sql/fragment.ts";
import { corpusFiles } from "../corpus/projects.ts";
import { grammar, read, readOne } from "./reading.ts";

describe("typed SQL", () => {
  it.each([
    "users",
    "Order",
    "order",
    "select",
    "position",
    "a b",
    'a"b',
    "1a",
    "é😀",
    "a$b",
    "user",
    "between",
    "text",
  ])("quotes %j so that it means itself", (name) => {
    const { text } =
      sql`ALTER TABLE ${ident(name, name)} ADD COLUMN ${ident(name)} int DEFAULT ${ident(name)}()`;
    const { node } = readOne(text);
    if (node === undefined || !("AlterTableStmt" in node)) throw new Error(text);
    const relation = node.AlterTableStmt.relation;
    expect(relation === undefined ? undefined : rangeVarName(relation)).toEqual({ schema: name, name });
    expect(functionCalls(node).map((call) => nameOf(call.funcname))).toEqual([[name]]);
  });

  it("quotes only what has to be", () => {
    expect(
      [ident("users"), ident("text"), ident("Order"), qualified(undefined, "a"), qualified("s", "order")].map(
        String,
      ),
    ).toEqual(["users", "text", '"Order"', "a", 's."order"']);
    expect(() => ident("")).toThrow(RangeError);
    expect(() => ident("a\0")).toThrow(RangeError);
  });

  it.each(["it's", "back\\slash", "\\'", "$$", "", "é😀\n"])("makes a literal of %j", (value) => {
    const { node } = readOne(`SELECT ${literal(value).text}`);
    expect(JSON.stringify(node)).toContain(value === "" ? '"A_Const"' : JSON.stringify(value).slice(1, -1));
  });

  it("puts bodies in a tag that they do not hold", () => {
    for (const body of ["x", "$$", "$body1$ $$", "$", "a $body1", "$body2$$body1$$$"]) {
      const { node } = readOne(`DO ${dollarQuoted(body).text}`);
      expect(JSON.stringify(node)).toContain(JSON.stringify(body));
    }
  });

  it("joins fragments, numbers and lists, and refuses bare strings when compiled", () => {
    expect(
      sql`LIMIT ${5} ${join([ident("a"), ident("B")], " AND ")} ${[ident("c"), literal("d")]} ${true}`.text,
    ).toBe(`LIMIT 5 a AND "B" c, 'd' true`);
    // @ts-expect-error a bare string is no SQL
    expect(sql`DROP TABLE ${"x; y"}`.text).toBeDefined();
  });

  it("keeps names within 63 bytes, apart from each other and whole in their characters", () => {
    expect(truncateName("users", "_idx")).toBe("users_idx");
    const long = "é😀".repeat(30);
    const short = truncateName(long, "_idx");
    expect(new TextEncoder().encode(short).length).toBeLessThanOrEqual(63);
    expect(short.endsWith("_idx")).toBe(true);
    expect(new TextDecoder().decode(new TextEncoder().encode(short))).toBe(short);
    expect(truncateName(`${long}a`, "_idx")).not.toBe(truncateName(`${long}b`, "_idx"));
  });
});

describe("deparse", () => {
  it("prints what parses back to the same tree, else nothing", () => {
    const plain = readOne("ALTER TABLE a ADD CONSTRAINT c CHECK (x > 0) NOT VALID").node;
    expect(plain === undefined ? undefined : deparse(plain, grammar)).toMatch(/NOT VALID/);
    const lossy = readOne("ALTER TABLE t ADD PRIMARY KEY (a) INCLUDE (b)").node;
    const printed = lossy === undefined ? undefined : deparse(lossy, grammar);
    if (printed !== undefined) expect(printed).toMatch(/INCLUDE/);
  });

  it("prints nearly every statement of the corpus", () => {
    let all = 0;
    let printed = 0;
    for (const { text } of corpusFiles())
      for (const { statement } of read(text).statements)
        if (statement.node !== undefined) {
          all++;
          if (deparse(statement.node, grammar) !== undefined) printed++;
        }
    console.log(`deparse: ${printed} of ${all}`);
    expect(printed / all).toBeGreaterThan(0.99);
  });
});

describe("the tree", () => {
  it("is the same wherever it stands", () => {
    const one = readOne("SELECT a + 1 FROM t").node;
    expect(sameNode(one, readOne("SELECT   a +  /* c */ 1\nFROM t").node)).toBe(true);
    expect(sameNode(one, readOne("SELECT a + 2 FROM t").node)).toBe(false);
    expect(sameNode(one, readOne("SELECT a FROM t").node)).toBe(false);
  });

  it("is walked in all its parts", () => {
    const { node } = readOne(
      "WITH w AS (SELECT x.c1 FROM x) SELECT c2 FROM w UNION SELECT c3 FROM y WHERE c4 IN (SELECT c5 FROM z) ORDER BY c6",
    );
    if (node === undefined) throw new Error("unparsed");
    expect(
      columnRefs(node)
        .map((column) => nameOf(column.fields).join("."))
        .sort(),
    ).toEqual(["c2", "c3", "c4", "c5", "c6", "x.c1"]);
  });

  it.each([
    ["CREATE POLICY p ON app.t USING (a > 1)", "app.t"],
    ["CREATE CONSTRAINT TRIGGER g AFTER INSERT ON a FROM b FOR EACH ROW EXECUTE FUNCTION f()", "a b"],
    ["ALTER TABLE a ATTACH PARTITION b DEFAULT", "a b"],
    ["CREATE TABLE a PARTITION OF b DEFAULT", "a b"],
    ["ALTER TABLE a ADD FOREIGN KEY (x) REFERENCES b", "a b"],
    ["CREATE TABLE a AS SELECT * FROM b", "a b"],
    ["CREATE VIEW a AS SELECT * FROM b JOIN c USING (x)", "a b c"],
    ["CREATE PUBLICATION p FOR TABLE a", "a"],
    ["MERGE INTO a USING b ON true WHEN MATCHED THEN DELETE", "a b"],
    ["LOCK TABLE a, b", "a b"],
  ])("names every relation of %s", (text, relations) => {
    const { node } = readOne(text);
    if (node === undefined) throw new Error("unparsed");
    const found = new Set<string>();
    walk(node, (below) => {
      if ("RangeVar" in below) {
        const { schema, name } = rangeVarName(below.RangeVar);
        found.add(schema === undefined ? name : `${schema}.${name}`);
      }
      return undefined;
    });
    expect(Array.from(found).sort().join(" ")).toBe(relations);
  });

  it("gives types as they are written", () => {
    const { node } = readOne("CREATE TABLE t (a numeric(12,2)[], b app.mood, c int)");
    if (node === undefined || !("CreateStmt" in node)) throw new Error("unparsed");
    const types = (node.CreateStmt.tableElts ?? []).map((element) =>
      "ColumnDef" in element && element.ColumnDef.typeName !== undefined
        ? typeNameParts(element.ColumnDef.typeName)
        : undefined,
    );
    expect(types).toEqual([
      { schema: "pg_catalog", name: "numeric", modifiers: [12, 2], dimensions: 1 },
      { schema: "app", name: "mood", modifiers: [], dimensions: 0 },
      { schema: "pg_catalog", name: "int4", modifiers: [], dimensions: 0 },
    ]);
  });
});
