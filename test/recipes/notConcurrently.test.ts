import { describe, expect, it } from "vitest";
import { recipeCalled, TestProject } from "./projects.ts";

/* What the servers refuse CONCURRENTLY, or do under a lock all the same, said before anything is planned. */

function refusalOf(given: { readonly recipe: string; readonly before: string; readonly bad: string }) {
  const project = TestProject.of("dbmate", [
    { name: "before", up: given.before, down: "SELECT 1;", autocommit: false },
    { name: "change", up: given.bad, autocommit: false },
  ]);
  const result = project.rewrite(recipeCalled(given.recipe), 0);
  return "refused" in result ? result.refused : undefined;
}

const t = "CREATE TABLE t (id bigint PRIMARY KEY, a text, c int);";

describe("what cannot be done CONCURRENTLY", () => {
  const events = `CREATE TABLE e (at date) PARTITION BY RANGE (at);
    CREATE TABLE e1 PARTITION OF e FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');`;
  const detach = "ALTER TABLE e DETACH PARTITION e1;";
  const view = `${t} CREATE MATERIALIZED VIEW m AS SELECT id + 1 AS id, a FROM t;`;
  const refresh = "REFRESH MATERIALIZED VIEW m;";
  it.each<[string, string, string, string, RegExp | undefined]>([
    ["a partition", "detach-concurrently", events, detach, undefined],
    [
      "a partition beside a default one",
      "detach-concurrently",
      `${events} CREATE TABLE e2 PARTITION OF e DEFAULT;`,
      detach,
      /default partition CONCURRENTLY is refused/,
    ],
    ["a view without a key", "refresh-concurrently", view, refresh, /needs a unique index/],
    [
      "a view with a key of some rows",
      "refresh-concurrently",
      `${view} CREATE UNIQUE INDEX ON m (id) WHERE id > 1;`,
      refresh,
      /needs a unique index/,
    ],
    [
      "a view that is empty",
      "refresh-concurrently",
      `${t} CREATE MATERIALIZED VIEW m AS SELECT id, a FROM t WITH NO DATA;`,
      refresh,
      /no rows yet/,
    ],
    ["a view nobody makes", "refresh-concurrently", t, refresh, /No migration here creates the view/],
    [
      "a view to be emptied",
      "refresh-concurrently",
      `${view} CREATE UNIQUE INDEX ON m (id);`,
      "REFRESH MATERIALIZED VIEW m WITH NO DATA;",
      /empties the view/,
    ],
    ["an index nobody makes", "drop-index-concurrently", t, "DROP INDEX x;", undefined],
  ])("%s", (_name, recipe, before, bad, message) => {
    const refused = refusalOf({ recipe, before, bad });
    if (message === undefined) expect(refused).toBeUndefined();
    else expect(refused).toMatch(message);
  });
});

describe("a key on partitions", () => {
  it("waits until its columns are NOT NULL", () => {
    const before = `CREATE TABLE e (id int, at date) PARTITION BY RANGE (at);
      CREATE TABLE e1 PARTITION OF e FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');`;
    const given = { recipe: "key-by-partition", before, bad: "ALTER TABLE e ADD PRIMARY KEY (id, at);" };
    expect(refusalOf(given)).toMatch(/Make id and at NOT NULL first/);
  });
});
