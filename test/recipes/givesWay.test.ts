import { describe, it } from "vitest";
import { testedMajors, type Database } from "../support/servers.ts";
import { begun } from "./databases.ts";
import { planned, recipeCalled, TestProject } from "./projects.ts";
import { withItsEnd } from "./finishedRollout.ts";
import { pendingRollouts } from "../../server/src/recipes/rollouts.ts";
import { send } from "./send.ts";
import { byTurns } from "./turns.ts";

/*
 * Whoever deletes a row comes from its table to those that refer to it; adding and dropping a foreign key come the other
 * way, and so do other steps that lock two tables. It must be the migration that gives way, and then goes on.
 */
interface Case {
  readonly recipe: string;
  readonly before?: string;
  readonly change: string;
  readonly back: string;
  /** The step that locks both, by the end of its file's name. */
  readonly step: RegExp;
  readonly direction: "up" | "down";
  /** No later step was sent. */
  readonly alone?: true;
  /** What the application does: the one, then the other, for which the step must not keep it waiting. */
  readonly first?: string;
  readonly second?: string;
}

const two = `CREATE TABLE t (id int PRIMARY KEY, note text);
  CREATE TABLE log (id int PRIMARY KEY, t_id int);`;
const referring = `${two} ALTER TABLE log ADD FOREIGN KEY (t_id) REFERENCES t ON DELETE CASCADE;`;
/** What is deleted goes along by another foreign key already. */
const twice = `${two} ALTER TABLE log ADD CONSTRAINT other FOREIGN KEY (id) REFERENCES t ON DELETE CASCADE;`;
const parts = `CREATE TABLE t (id int PRIMARY KEY, note text);
  CREATE TABLE log (id int NOT NULL, t_id int) PARTITION BY RANGE (id);
  CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM (0) TO (5);
  CREATE TABLE log_2 PARTITION OF log FOR VALUES FROM (5) TO (100);`;
const whole = `CREATE TABLE t (id int PRIMARY KEY, note text);
  CREATE TABLE log (id int NOT NULL, t_id int REFERENCES t ON DELETE CASCADE) PARTITION BY RANGE (id);
  CREATE TABLE log_rest PARTITION OF log DEFAULT;`;
const key = "ALTER TABLE log ADD CONSTRAINT of_t FOREIGN KEY (t_id) REFERENCES t ON DELETE CASCADE;";
const noKey = "ALTER TABLE log DROP CONSTRAINT of_t;";
const renaming = {
  recipe: "rename-column-by-dual-write",
  before: referring,
  change: "ALTER TABLE log RENAME COLUMN t_id TO other_id;",
  back: "ALTER TABLE log RENAME COLUMN other_id TO t_id;",
};
const dropping = { recipe: "drop-table-in-phases", change: "DROP TABLE log;", back: "SELECT 1;" };
const adding = { recipe: "foreign-key-not-valid", change: key, back: noKey };
const byPartition = { recipe: "foreign-key-by-partition", before: parts, change: key, back: noKey };
const attaching = {
  recipe: "attach-through-check",
  before: `${whole} CREATE TABLE log_9 (id int NOT NULL, t_id int);`,
  change: "ALTER TABLE log ATTACH PARTITION log_9 FOR VALUES FROM (100) TO (200);",
  back: "ALTER TABLE log DETACH PARTITION log_9;",
};
const creating = {
  recipe: "create-partition-by-attach",
  before: whole,
  change: "CREATE TABLE log_9 PARTITION OF log FOR VALUES FROM (100) TO (200);",
  back: "DROP TABLE log_9;",
};

const cases: readonly Case[] = [
  { ...dropping, before: referring, step: /foreign_key/, direction: "up" },
  { ...dropping, before: whole, step: /^drop_log$/, direction: "up" },
  { ...renaming, step: /_drop_foreign_keys$/, direction: "up" },
  { ...renaming, step: /_constraints$/, direction: "down" },
  {
    recipe: "change-column-type-by-dual-write",
    before: referring,
    change: "ALTER TABLE log ALTER COLUMN t_id TYPE bigint;",
    back: "ALTER TABLE log ALTER COLUMN t_id TYPE int;",
    step: /_swap$/,
    direction: "up",
  },
  { ...adding, before: twice, step: /change$/, direction: "up" },
  { ...adding, before: two, step: /change$/, direction: "down" },
  { ...byPartition, step: /change$/, direction: "down", alone: true },
  { ...byPartition, step: /_attach$/, direction: "down" },
  { ...attaching, step: /_attach$/, direction: "up" },
  { ...creating, step: /_attach$/, direction: "up" },
  {
    ...creating,
    step: /_validate$/,
    direction: "down",
    // As an INSERT does, and then the partition that the row belongs to.
    first: "LOCK TABLE ONLY log IN ROW EXCLUSIVE MODE",
    second: "INSERT INTO log VALUES (50, 1)",
  },
  {
    recipe: "remake-views",
    before: `CREATE TABLE t (id int PRIMARY KEY, note varchar); CREATE TABLE log (id int, t_id int);
      CREATE VIEW noted AS SELECT id, note FROM t;`,
    change: "ALTER TABLE t ALTER COLUMN note TYPE text;",
    back: "ALTER TABLE t ALTER COLUMN note TYPE varchar;",
    step: /change$/,
    direction: "up",
    first: "SELECT FROM t",
    second: "SELECT FROM noted",
  },
];

describe("a step that locks several tables gives way", () => {
  const all = cases.flatMap((given, turn) =>
    byTurns(testedMajors, turn).map((major) => ({ ...given, given, major })),
  );
  it.each(all)("$recipe, $step, $direction, PostgreSQL $major", async ({ given, major }) => {
    const project = finished(given);
    const { home, client } = await begun({ project, seed, major });
    const steps = project.analysis.migrations.slice(1);
    const at = steps.findIndex(({ migration }) => given.step.test(migration.name));
    const step = steps[at];
    if (step === undefined) throw new Error("there is no such step");
    const isUp = given.direction === "up";
    const sent = isUp ? steps.slice(0, at) : steps.slice(0, given.alone === true ? at + 1 : undefined);
    for (const each of sent) await send(client, project, each, "up");
    for (const each of isUp ? [] : sent.slice(at + 1).reverse()) await send(client, project, each, "down");
    const application = await home.connect();
    await application.query(`BEGIN; ${given.first ?? "UPDATE t SET note = 'x' WHERE id = 1"}`);
    const sending = send(client, project, step, given.direction);
    await untilAwaited(home, sending);
    await application.query(`${given.second ?? "DELETE FROM t WHERE id = 2"}; COMMIT`);
    await sending;
  });
});

const seed = "INSERT INTO t SELECT generate_series(1, 9); INSERT INTO log SELECT id, id FROM t;";

function finished({ recipe, before = two, change, back }: Case): TestProject {
  const original = TestProject.of("dbmate", [
    { name: "before", up: before, down: "SELECT 1;", autocommit: false },
    { name: "change", up: change, down: back, autocommit: false },
  ]);
  const open = original.with(planned(original.rewrite(recipeCalled(recipe))));
  const pending = pendingRollouts(open.analysis.project, (path) => open.files.get(path));
  return pending.length === 0 ? open : withItsEnd(open);
}

/** Until a step waits for a table; where it ends without, that is what goes wrong. */
async function untilAwaited(home: Database, sending: Promise<void>): Promise<void> {
  const watching = await home.connect();
  const ended = sending.then(() => {
    throw new Error("the step did not wait");
  });
  const waiting =
    "SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE d.datname = current_database() AND NOT granted AND locktype = 'relation'";
  const isAwaited = async (): Promise<boolean> => (await watching.query(waiting)).rows.length > 0;
  const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));
  while (!(await Promise.race([isAwaited(), ended]))) await Promise.race([pause(), ended]);
  ended.catch(() => undefined);
}
