import { expect, it } from "vitest";
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import { Catalog } from "../../server/src/catalog/catalog.ts";
import { readStatements, StatementCache } from "../../server/src/sql/parse.ts";
import { foldSection } from "../../server/src/timeline/timeline.ts";
import { randomFrom, type Random } from "../support/random.ts";

const grammar = await loadGrammar();
const cache = new StatementCache();

/** A partition of the test's own book-keeping. */
interface Partition {
  readonly name: string;
  readonly values: readonly number[];
  readonly isDefault: boolean;
}

/** One statement, and whether the server would refuse it. */
interface Step {
  readonly sql: string;
  readonly fails: boolean;
}

/** Statements that add partitions in any order, by either way, and take some away again. */
function someSteps(random: Random, strategy: "range" | "list", type: "int" | "date"): readonly Step[] {
  let there: Partition[] = [];
  return Array.from({ length: 40 }, (_none, index): Step => {
    const gone = random.below(6) === 0 ? there[random.below(there.length)] : undefined;
    if (gone !== undefined) {
      there = there.filter((one) => one !== gone);
      const sql = random.pick([`DROP TABLE ${gone.name}`, `ALTER TABLE p DETACH PARTITION ${gone.name}`]);
      return { sql, fails: false };
    }
    const made = somePartition(random, `p${String(index)}`, strategy);
    const fails = there.some((one) =>
      made.isDefault ? one.isDefault : one.values.some((value) => made.values.includes(value)),
    );
    if (!fails) there = [...there, made];
    const bound = boundOf(made, strategy, type);
    const sql =
      random.below(3) > 0
        ? `CREATE TABLE ${made.name} PARTITION OF p ${bound}`
        : `ALTER TABLE p ATTACH PARTITION n${made.name} ${bound}`;
    return { sql, fails };
  });
}

function somePartition(random: Random, name: string, strategy: "range" | "list"): Partition {
  if (random.below(12) === 0) return { name, values: [], isDefault: true };
  const start = random.below(200);
  const length = 1 + random.below(4);
  const step = strategy === "range" ? 1 : 3;
  return { name, values: Array.from({ length }, (_none, at) => start + at * step), isDefault: false };
}

function boundOf({ values, isDefault }: Partition, strategy: "range" | "list", type: "int" | "date"): string {
  if (isDefault) return "DEFAULT";
  const written = (value: number): string =>
    type === "int" ? String(value) : `'${new Date(value * 86_400_000).toISOString().slice(0, 10)}'`;
  if (strategy === "list") return `FOR VALUES IN (${values.map(written).join(", ")})`;
  return `FOR VALUES FROM (${written(values[0] ?? 0)}) TO (${written((values.at(-1) ?? 0) + 1)})`;
}

it.each([
  ["range", "int"],
  ["range", "date"],
  ["list", "int"],
] as const)("predicts which bounds overlap, in any order: %s of %s", (strategy, type) => {
  for (let seed = 1; seed <= 25; seed++) {
    const steps = someSteps(randomFrom(seed), strategy, type);
    // The tables that are attached are there before.
    const attached = steps.flatMap(({ sql }) => /ATTACH PARTITION (\w+)/.exec(sql)?.[1] ?? []);
    const sql = [
      `CREATE TABLE p (k ${type}) PARTITION BY ${strategy} (k)`,
      ...attached.map((name) => `CREATE TABLE ${name} (k ${type})`),
      ...steps.map((step) => renamed(step.sql, attached)),
    ].join(";\n");
    const { statements } = readStatements(sql, { start: 0, end: sql.length }, grammar, cache);
    const { entries } = foldSection(Catalog.empty, {
      mode: "autocommit",
      statements: statements.map(({ statement }) => statement),
      major: 18,
      timeZone: "UTC",
      assumesMissing: false,
    });
    const found = entries.slice(1 + attached.length).map(({ statement, outcome: { effects } }) => ({
      sql: statement.text,
      fails: effects.fails?.when === "always",
    }));
    expect(found).toEqual(steps.map((step) => ({ ...step, sql: renamed(step.sql, attached) })));
  }
});

/** An attached table keeps its name: what takes `p3` away means `np3` where that was attached. */
function renamed(sql: string, attached: readonly string[]): string {
  return sql.replace(/(DROP TABLE|DETACH PARTITION) (\w+)/, (_whole, verb: string, name: string) => {
    const other = `n${name}`;
    return `${verb} ${attached.includes(other) ? other : name}`;
  });
}
