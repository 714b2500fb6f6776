import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testedMajors } from "../support/servers.ts";
import { observedInWords } from "../../server/src/run/observe/agreement.ts";
import { openBench } from "./bench.ts";
import type { Bench } from "./bench.ts";
import { parseCases } from "./cases.ts";

/*
 * The observer itself, against what PostgreSQL's documentation and source say, so that a mistake in it cannot
 * agree with the same mistake in a prediction.
 */

const AE = "ACCESS EXCLUSIVE";
const SUE = "SHARE UPDATE EXCLUSIVE";

/** SQL (with the comments of a case) and what the server must have been seen to do, sorted. */
const known: readonly (readonly [string, readonly string[]])[] = [
  ["ALTER TABLE typed ADD COLUMN z int;", [`public.typed ${AE}`]],
  // A rewrite takes every index along, each under its own lock, and is one piece of work.
  [
    "ALTER TABLE trep ADD COLUMN z int DEFAULT vol();",
    [`public.trep ${AE}`, `public.trep_pkey ${AE}`, "rewrite of public.trep"],
  ],
  ["ALTER TABLE t VALIDATE CONSTRAINT chk_nv;", [`public.t ${SUE}`, "scan of public.t"]],
  ["CREATE INDEX i1 ON t (bi);", ["index-build of public.t", "public.t SHARE"]],
  ["REINDEX INDEX t_a_idx;", ["index-build of public.t_a_idx", "public.t SHARE", `public.t_a_idx ${AE}`]],
  // The index is dropped and created again under its name; to the user it is the same one, rebuilt.
  [
    "ALTER TABLE t ALTER COLUMN c TYPE text;",
    ["index-build of public.t_expr_idx", `public.t ${AE}`, `public.t_c_idx ${AE}`, `public.t_expr_idx ${AE}`],
  ],
  [
    "ALTER TABLE child VALIDATE CONSTRAINT child_nv;",
    ["foreign-key-check of public.child", `public.child ${SUE}`, "public.parent ROW SHARE"],
  ],
  // New storage, but no row is read or written.
  ["TRUNCATE tgen;", [`public.tgen ${AE}`]],
  [
    "CLUSTER trep USING trep_pkey;",
    [`public.trep ${AE}`, `public.trep_pkey ${AE}`, "rewrite of public.trep"],
  ],
  // Scans that no message announces.
  ["ALTER DOMAIN dom SET NOT NULL;", ["public.t SHARE", "scan of public.t"]],
  // A new table and its indexes are nobody's concern.
  ["CREATE TABLE n (id int PRIMARY KEY); CREATE INDEX ON n (id);", []],
  // The lock on the sequence is seen; weak locks on indexes are not.
  ["SELECT nextval('sq');", ["public.sq ROW EXCLUSIVE"]],
  ["SELECT a FROM t WHERE id = 1 FOR UPDATE;", ["public.t ROW SHARE"]],
  ["ALTER TABLE t DROP COLUMN a;", ["error 2BP01"]],
  ["-- setup: ALTER TABLE tgen RENAME TO moved;\nDROP TABLE moved;", [`public.moved ${AE}`]],
  [
    "-- blocked-by: SELECT 1 FROM trep LIMIT 1;\nVACUUM FULL trep;",
    [`public.trep ${AE}`, "rewrite of public.trep"],
  ],
];

describe.each(testedMajors)("the observer on PostgreSQL %i", (major) => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench(major);
  });
  afterAll(() => bench.dispose());

  it.each(known)("sees what %s does", async (sql, expected) => {
    const [one] = parseCases("observer", `-- case: known\n${sql}`);
    if (one === undefined) throw new Error("The case cannot be read.");
    expect(observedInWords(await bench.run(one))).toEqual([...expected].sort());
  });

  it("refuses to report on a statement that its blocker did not hold up", async () => {
    const [one] = parseCases("observer", "-- case: no wait\n-- blocked-by: SELECT 1;\nVACUUM tgen;");
    if (one === undefined) throw new Error("The case cannot be read.");
    await expect(bench.run(one)).rejects.toThrow("did not hold up");
  });
});
