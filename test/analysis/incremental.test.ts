import { beforeAll, describe, expect, it } from "vitest";
import { analyseProject, updateFile } from "../../server/src/analysis/analyse.ts";
import type { AnalysisInput } from "../../server/src/analysis/input.ts";
import type { ProjectAnalysis } from "../../server/src/analysis/analysis.ts";
import { StatementReader } from "../../server/src/analysis/statementReader.ts";
import { formatById } from "../../server/src/formats/detect.ts";
import type { FileTree } from "../../server/src/formats/format.ts";
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import type { Grammar } from "../../server/src/sql/grammar.ts";
import { options } from "../support/analyse.ts";
import { randomFrom, type Random } from "../support/random.ts";

/*
 * What is shown after a thousand edits must be what a fresh start would show. Each edit goes through `updateFile` with
 * the memory of all edits before it, and is compared with an analysis that remembers nothing.
 */

/** Statements that touch each other: made, renamed, dropped, locked, in and out of transactions. */
const pool = [
  "CREATE TABLE users (id bigint PRIMARY KEY, name text, email varchar(50))",
  "CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users, total int)",
  "CREATE TABLE app.users (id int)",
  "ALTER TABLE users RENAME TO people",
  "ALTER TABLE people RENAME TO users",
  "ALTER TABLE users RENAME COLUMN name TO full_name",
  "ALTER TABLE users ADD COLUMN country text NOT NULL",
  "ALTER TABLE users ADD COLUMN age int DEFAULT 0",
  "ALTER TABLE users DROP COLUMN email",
  "ALTER TABLE users ALTER COLUMN email TYPE text",
  "ALTER TABLE users ALTER COLUMN name SET NOT NULL",
  "ALTER TABLE users ADD CONSTRAINT named CHECK (name IS NOT NULL) NOT VALID",
  "ALTER TABLE users VALIDATE CONSTRAINT named",
  "ALTER TABLE orders ADD CONSTRAINT priced CHECK (total > 0)",
  "CREATE INDEX users_email ON users (lower(email))",
  "CREATE INDEX CONCURRENTLY orders_total ON orders (total)",
  "DROP INDEX users_email",
  "DROP TABLE orders",
  "DROP TABLE users CASCADE",
  "CREATE VIEW names AS SELECT name FROM users",
  "CREATE TYPE mood AS ENUM ('sad', 'glad')",
  "ALTER TYPE mood ADD VALUE 'mad'",
  "ALTER TABLE users ADD COLUMN mood mood DEFAULT 'sad'",
  "CREATE FUNCTION one() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$",
  "UPDATE users SET name = 'x'",
  "DELETE FROM orders WHERE id = 1",
  "INSERT INTO users (id) VALUES (1)",
  "CREATE SCHEMA app",
  "SET search_path = app, public",
  "SET LOCAL search_path = app",
  "RESET search_path",
  "SET lock_timeout = '5s'",
  "SET LOCAL lock_timeout = '2s'",
  "BEGIN",
  "COMMIT",
  "ROLLBACK",
  "SAVEPOINT here",
  "ROLLBACK TO here",
  "RELEASE here",
  "-- lockkeeper-ignore drops-table, drops-column: agreed\nDROP TABLE orders",
  "ALTER TABL users",
  "SELECT 'half",
  "DO $$ BEGIN",
  "SELECT 1",
] as const;

class Workbench {
  readonly files: Map<string, string>;
  readonly #grammar: Grammar;
  readonly #reader: StatementReader;
  #analysis: ProjectAnalysis;

  constructor(files: ReadonlyMap<string, string>, grammar: Grammar) {
    this.files = new Map(files);
    this.#grammar = grammar;
    this.#reader = new StatementReader(grammar);
    this.#analysis = analyseProject(this.#input(this.#reader));
  }

  edit(path: string, text: string): void {
    this.files.set(path, text);
    this.#analysis = updateFile(this.#analysis, path, this.#input(this.#reader));
  }

  remembered(): unknown {
    return plainly(this.#analysis);
  }

  fresh(): unknown {
    return plainly(analyseProject(this.#input(new StatementReader(this.#grammar))));
  }

  #input(reader: StatementReader): AnalysisInput {
    const format = formatById("golang-migrate");
    if (format === undefined) throw new Error("The format is gone.");
    const texts = this.files;
    const tree: FileTree = { paths: [...texts.keys()], text: (path) => texts.get(path) };
    return {
      format,
      project: format.read(tree),
      options: settings,
      text: (path) => texts.get(path),
      read: (path, text, span) => {
        const { statements, splitProblems, pieces } = reader.read(path, text, span);
        return { statements, problems: splitProblems, pieces };
      },
    };
  }
}

/** `LOCKKEEPER_SEEDS=200` looks longer. */
const seeds = Number(process.env["LOCKKEEPER_SEEDS"] ?? 6);

const settings = { ...options, majors: [14, 18] } as const;

/** Everything that users see, as plain data. */
function plainly({ migrations }: ProjectAnalysis): unknown {
  return migrations.map(({ migration, sections, findings, risk }) => ({
    version: migration.version,
    risk,
    findings,
    sections: sections.map(({ path, span, transaction, statements, problems, risk: worst }) => ({
      path,
      span,
      transaction,
      problems,
      worst,
      statements: statements.map((each) => ({
        text: each.statement.text,
        span: each.span,
        risk: each.risk,
        because: each.because,
        notAnalysed: each.notAnalysed,
        findings: each.findings,
        entries: [...each.entries].map(
          ([
            major,
            {
              effects,
              held,
              transaction: { open },
            },
          ]) => ({
            major,
            effects,
            held,
            open,
          }),
        ),
      })),
    })),
  }));
}

function someFile(random: Random): string {
  const count = random.below(6);
  return Array.from({ length: count }, () => `${random.pick(pool)};${random.pick(["\n", "\r\n", " "])}`).join(
    "",
  );
}

/** One thing that somebody does to a file. */
function change(text: string, random: Random): string {
  const parts = text.split(/(?<=;)/);
  const at = random.below(parts.length + 1);
  switch (random.below(6)) {
    case 0:
      return [...parts.slice(0, at), `\n${random.pick(pool)};`, ...parts.slice(at)].join("");
    case 1:
      return parts.filter((_part, index) => index !== at).join("");
    case 2:
      return parts.map((part, index) => (index === at ? `\n${random.pick(pool)};` : part)).join("");
    case 3: {
      const cut = random.below(text.length + 1);
      return (
        text.slice(0, cut) + random.pick(["x", "'", ";", "$$", "/*", " ", "\n", "😀", "--"]) + text.slice(cut)
      );
    }
    case 4: {
      const cut = random.below(text.length + 1);
      return text.slice(0, cut) + text.slice(cut + 1 + random.below(8));
    }
    default:
      return `-- a line above\n${text}`;
  }
}

describe("incremental analysis", () => {
  let grammar: Grammar;
  beforeAll(async () => {
    grammar = await loadGrammar();
  });

  it.each(Array.from({ length: seeds }, (_none, index) => index + 1))(
    "is the analysis of a fresh start, after every edit, with seed %i",
    (seed) => {
      const random = randomFrom(seed);
      const names = ["1_a.up.sql", "1_a.down.sql", "2_b.up.sql", "3_c.up.sql", "3_c.down.sql", "4_d.up.sql"];
      const bench = new Workbench(new Map(names.map((name) => [name, someFile(random)])), grammar);
      for (let step = 0; step < 40; step++) {
        const path = random.pick(names);
        const before = bench.files.get(path) ?? "";
        const after = random.below(4) === 0 ? someFile(random) : change(before, random);
        bench.edit(path, after);
        expect(bench.remembered(), `step ${step}: ${path}\n${before}\n=>\n${after}`).toEqual(bench.fresh());
      }
    },
  );

  it("is the same when a half-typed statement is undone again", () => {
    const text = `${pool[0]};\n${pool[10]};\n${pool[18]};\n`;
    const bench = new Workbench(
      new Map([
        ["1_a.up.sql", text],
        ["2_b.up.sql", pool[4]],
      ]),
      grammar,
    );
    const start = bench.remembered();
    for (let length = 0; length <= text.length; length += 3) {
      bench.edit("1_a.up.sql", text.slice(0, length));
      expect(bench.remembered(), text.slice(0, length)).toEqual(bench.fresh());
    }
    bench.edit("1_a.up.sql", text);
    expect(bench.remembered()).toEqual(start);
  });
});
