import { describe, expect, it } from "vitest";
import { recipeCalled, TestProject } from "./projects.ts";

/** Why a partition is not attached or created in this way. */
const refusals: readonly {
  readonly recipe: "attach-through-check" | "create-partition-by-attach";
  readonly before: string;
  readonly bad: string;
  readonly reason: RegExp;
}[] = [
  {
    recipe: "attach-through-check",
    before: "CREATE TABLE t (id int) PARTITION BY HASH (id); CREATE TABLE part (id int);",
    bad: "ALTER TABLE t ATTACH PARTITION part FOR VALUES WITH (MODULUS 2, REMAINDER 0);",
    reason: /by hash\. By hand: add CHECK \(satisfies_hash_partition/,
  },
  {
    recipe: "attach-through-check",
    before: "CREATE TABLE t (a text) PARTITION BY LIST (lower(a)); CREATE TABLE part (a text);",
    bad: "ALTER TABLE t ATTACH PARTITION part FOR VALUES IN ('x');",
    reason: /the key of t has an expression, or the bound is computed/,
  },
  {
    recipe: "attach-through-check",
    before: "CREATE TABLE part (id int);",
    bad: "ALTER TABLE t ATTACH PARTITION part FOR VALUES IN (1);",
    reason: /No migration here creates t/,
  },
  {
    recipe: "attach-through-check",
    before:
      "CREATE TABLE t (id int) PARTITION BY LIST (id); CREATE INDEX ON t (id); CREATE TABLE part (id int) PARTITION BY LIST (id); CREATE TABLE part_1 PARTITION OF part FOR VALUES IN (1);",
    bad: "ALTER TABLE t ATTACH PARTITION part FOR VALUES IN (1);",
    reason: /part is partitioned itself, and attaching builds indexes on its partitions/,
  },
  ...["", "CREATE TABLE u PARTITION OF t FOR VALUES IN (1) PARTITION BY LIST (id); "].map((below) => ({
    recipe: "attach-through-check" as const,
    before: `CREATE TABLE t (id int PRIMARY KEY, up int REFERENCES t) PARTITION BY LIST (id); ${below}CREATE TABLE part (id int PRIMARY KEY, up int);`,
    bad: `ALTER TABLE ${below === "" ? "t" : "u"} ATTACH PARTITION part FOR VALUES IN (1);`,
    reason: /t_up_fkey of [tu] refers to the partitioned table itself/,
  })),
  {
    recipe: "create-partition-by-attach",
    before: "CREATE TABLE t (id int, a int) PARTITION BY LIST (id);",
    bad: "CREATE TABLE part PARTITION OF t (a DEFAULT 1) FOR VALUES IN (1);",
    reason: /constraints or defaults of its own in brackets/,
  },
  {
    recipe: "create-partition-by-attach",
    before: "SELECT 1;",
    bad: "CREATE TABLE part PARTITION OF t FOR VALUES IN (1);",
    reason: /No migration here creates the partitioned table/,
  },
];

describe("partitions for which there is no plan", () => {
  it.each(refusals)("$bad", ({ recipe, before, bad, reason }) => {
    const project = TestProject.of("dbmate", [
      { name: "before", up: before, down: "SELECT 1;", autocommit: false },
      { name: "change", up: bad, down: "SELECT 1;", autocommit: false },
    ]);
    const result = project.rewrite(recipeCalled(recipe));
    expect("refused" in result ? result.refused : "").toMatch(reason);
  });
});
