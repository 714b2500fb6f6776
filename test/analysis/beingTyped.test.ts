import { beforeAll, describe, expect, it } from "vitest";
import type { SectionAnalysis, StatementAnalysis } from "../../server/src/analysis/analysis.ts";
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import { formatById } from "../../server/src/formats/detect.ts";
import { hoverText } from "../../server/src/lsp/hover/hoverText.ts";
import { pagesFor } from "../../server/src/lsp/pages.ts";
import type { Grammar } from "../../server/src/sql/grammar.ts";
import { Workbench } from "../fuzz/workbench.ts";

/*
 * While somebody types, most texts cannot be read. What follows goes on from what stood there (analysis/beingTyped.ts),
 * so that nothing flashes and a keystroke costs no more than its statement.
 */

const path = "2_change.up.sql";
const made = "CREATE TABLE orders (id bigint PRIMARY KEY, note text);\n";
const uses = `ALTER TABLE users ALTER COLUMN email SET NOT NULL;
ALTER TABLE users RENAME COLUMN email TO mail;
ALTER TABLE orders ADD COLUMN total numeric;
UPDATE users SET name = 'x' WHERE mail IS NULL;
`;

describe("a statement that is being typed", () => {
  let grammar: Grammar;
  let isOpen = true;
  beforeAll(async () => {
    grammar = await loadGrammar();
  });

  it("changes nothing that is said of those after it until it can be read", () => {
    const bench = open(made + uses);
    const before = findingsBehind(bench);
    const typed = "DROP TABLE orders CASCADE";
    for (let length = 1; length <= typed.length; length++) {
      bench.edit(path, typed.slice(0, length) + made + uses);
      expect(findingsBehind(bench), typed.slice(0, length)).toEqual(before);
      expect(problemsOf(bench)).toHaveLength(1);
    }
    bench.edit(path, `${typed};${made}${uses}`);
    expect(problemsOf(bench)).toEqual([]);
    expect(bench.remembered()).toEqual(bench.fresh());
  });

  it("is left out at the end, in the middle and at the start, and has no findings and no risk of its own", () => {
    for (const [before, behind] of [
      ["", made + uses],
      [made, uses],
      [made + uses, ""],
    ] as const) {
      const bench = open(before + behind);
      const findings = findingsBehind(bench);
      bench.edit(path, `${before}ALTER TAB;\n${behind}`);
      expect(findingsBehind(bench)).toEqual(findings);
      const [broken] = sectionOf(bench).statements.filter(isBroken);
      expect(broken).toMatchObject({ risk: "none", because: "" });
      expect(broken?.findings.map(({ rule }) => rule)).toEqual(["syntax-error"]);
    }
  });

  it("keeps the locks that the one it replaces takes", () => {
    const bench = open(`ALTER TABLE users ADD COLUMN a text;\n${uses}`);
    const held = heldLast(bench);
    expect(held.length).toBeGreaterThan(0);
    bench.edit(path, `ALTER TABLE users AD COLUMN a text;\n${uses}`);
    expect(heldLast(bench)).toEqual(held);
  });

  it("is forgotten with its text, with the file, and where it was broken when the file was opened", () => {
    const bench = open(made + uses);
    bench.edit(path, `x${made}${uses}`);
    bench.edit(path, uses);
    expect(bench.remembered()).toEqual(bench.fresh());
    bench.edit(path, `y${uses}`);
    expect(bench.remembered()).not.toEqual(bench.fresh());
    isOpen = false;
    bench.edit(path, `y${uses}`);
    expect(bench.remembered()).toEqual(bench.fresh());
    isOpen = true;
    bench.edit(path, `yy${uses}`);
    expect(bench.remembered()).toEqual(bench.fresh());
  });

  it("does not stand for BEGIN and COMMIT, which decide about all that follows", () => {
    const bench = open(`BEGIN;\n${made}COMMIT;\n${uses}`);
    bench.edit(path, `zBEGIN;\n${made}COMMIT;\n${uses}`);
    expect(bench.remembered()).toEqual(bench.fresh());
  });

  it("says so where somebody looks", () => {
    const bench = open(made + uses);
    bench.edit(path, `x${made}${uses}`);
    const [broken] = sectionOf(bench).statements;
    if (broken === undefined) throw new Error("It has no statement.");
    expect(hoverText(broken, new Map(), { pages: pagesFor(undefined), timeline: undefined })).toBe(
      '**Cannot be read**: Syntax error at or near "xCREATE".\n\n' +
        "Until it can be read, what follows is judged as if what stood here before still did.",
    );
  });

  function open(text: string): Workbench {
    isOpen = true;
    const format = formatById("golang-migrate");
    if (format === undefined) throw new Error("There is no format golang-migrate.");
    const files = new Map([
      ["1_first.up.sql", "CREATE TABLE users (id bigint PRIMARY KEY, name text, email text);\n"],
      [path, text],
      ["3_last.up.sql", "ALTER TABLE orders DROP COLUMN note;\n"],
    ]);
    return new Workbench(files, grammar, format, () => isOpen);
  }
});

function sectionOf({ analysis }: Workbench): SectionAnalysis {
  const section = analysis.migrations[1]?.sections[0];
  if (section === undefined) throw new Error("The migration has no section.");
  return section;
}

function isBroken({ statement }: StatementAnalysis): boolean {
  return statement.problem !== undefined;
}

function problemsOf(bench: Workbench): readonly StatementAnalysis[] {
  return sectionOf(bench).statements.filter(isBroken);
}

/** What is said of the statements that use the tables, wherever they stand, and of the next migration. */
function findingsBehind(bench: Workbench): unknown {
  const next = bench.analysis.migrations[2]?.sections[0]?.statements ?? [];
  return [...sectionOf(bench).statements, ...next]
    .filter(({ statement }) => statement.problem === undefined && !made.includes(statement.text))
    .map(({ statement, findings, risk }) => ({ text: statement.text, findings, risk }));
}

function heldLast(bench: Workbench): readonly unknown[] {
  const [entry] = sectionOf(bench).statements.at(-1)?.entries.values() ?? [];
  return [...(entry?.held ?? [])];
}
