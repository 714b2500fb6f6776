import { describe, expect, it } from "vitest";
import { testedMajors } from "../support/servers.ts";
import { begun } from "./databases.ts";
import { fingerprint } from "./fingerprint.ts";
import { changed, workUnderLocks } from "./prover.ts";
import type { TestProject } from "./projects.ts";
import { safely, type Unsafe } from "./safely.ts";
import { send } from "./send.ts";
import { byTurns } from "./turns.ts";

const tables = `CREATE TABLE o (id bigint PRIMARY KEY); CREATE TABLE t (id bigint PRIMARY KEY, a text, b int, k bigint);
  CREATE INDEX i ON t (a); CREATE INDEX "I 2" ON t (b DESC);
  INSERT INTO o SELECT generate_series(1, 50); INSERT INTO t SELECT g, 'x' || g, g, g FROM generate_series(1, 50) g;`;

interface Case extends Unsafe {
  /** The recipes that are applied, in order. */
  readonly recipes: readonly string[];
  /** Those that are refused for what is still found then. */
  readonly refused?: readonly string[];
}

const cases: Readonly<Record<string, Case>> = {
  "as Prisma writes it": {
    before: tables,
    up: `-- AlterTable
ALTER TABLE "t" ALTER COLUMN "a" SET NOT NULL,
ADD COLUMN "c" INTEGER NOT NULL DEFAULT 0,
ADD CONSTRAINT "positive" CHECK (b > 0);

-- CreateIndex
CREATE INDEX "t_k_idx" ON "t"("k");

-- AddForeignKey
ALTER TABLE "t" ADD CONSTRAINT "t_k_fkey" FOREIGN KEY ("k") REFERENCES "o"("id") ON DELETE SET NULL ON UPDATE CASCADE;`,
    down: `ALTER TABLE t DROP CONSTRAINT t_k_fkey; DROP INDEX t_k_idx;
ALTER TABLE t DROP CONSTRAINT positive, DROP COLUMN c, ALTER COLUMN a DROP NOT NULL;`,
    recipes: [
      "own-migration",
      "not-null-through-check",
      "check-not-valid",
      "create-index-concurrently",
      "foreign-key-not-valid",
      "add-lock-timeout",
    ],
  },
  "a column with its constraints": {
    before: tables,
    up: `ALTER TABLE t ADD COLUMN "O 1" bigint DEFAULT 1 /* one */ CONSTRAINT "fk" REFERENCES o (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED NOT NULL
      CHECK ("O 1" <> 0) NO INHERIT, -- two
      ADD COLUMN d int DEFAULT 3 CHECK (d > 2 AND d < id + 100);`,
    down: `ALTER TABLE t DROP COLUMN "O 1", DROP COLUMN d;`,
    recipes: ["foreign-key-not-valid", "check-not-valid", "check-not-valid", "add-lock-timeout"],
    refused: ["own-migration"],
  },
  "several tables, and a down in the same order": {
    before: `${tables} CREATE TABLE "T 2" (id bigint, k bigint CONSTRAINT "fk" REFERENCES o); CREATE TABLE u (id bigint, k bigint REFERENCES t);
      ALTER TABLE t ADD CONSTRAINT tk FOREIGN KEY (k) REFERENCES o;`,
    up: `ALTER TABLE t DROP CONSTRAINT tk, ADD CONSTRAINT tk FOREIGN KEY (k) REFERENCES o (id) ON DELETE CASCADE;
-- The other one.
ALTER TABLE "T 2" DROP CONSTRAINT "fk", ADD CONSTRAINT "fk" FOREIGN KEY (k) REFERENCES o (id) ON DELETE CASCADE;
ALTER TABLE u DROP CONSTRAINT u_k_fkey, ADD COLUMN n text;`,
    down: `ALTER TABLE t DROP CONSTRAINT tk, ADD CONSTRAINT tk FOREIGN KEY (k) REFERENCES o;
-- Back again.
ALTER TABLE "T 2" DROP CONSTRAINT "fk", ADD CONSTRAINT "fk" FOREIGN KEY (k) REFERENCES o;
ALTER TABLE u DROP COLUMN n, ADD CONSTRAINT u_k_fkey FOREIGN KEY (k) REFERENCES t;`,
    recipes: ["own-migration", "own-migration", "foreign-key-not-valid", "foreign-key-not-valid"],
  },
  "indexes in one DROP": {
    before: tables,
    up: `DROP INDEX IF EXISTS public.i, "I 2" RESTRICT;`,
    down: `CREATE INDEX i ON t (a); CREATE INDEX "I 2" ON t (b DESC);`,
    recipes: ["drop-index-concurrently", "drop-index-concurrently"],
  },
  "settings of a transaction in which nothing is left": {
    before: tables,
    up: `-- For the index.
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = 0;
CREATE INDEX i2 ON t (k);`,
    down: "SET LOCAL lock_timeout = '3s';\nDROP INDEX i2;",
    recipes: ["create-index-concurrently"],
  },
  "what PostgreSQL does first though it is written last": {
    before: `${tables} ALTER TABLE t ADD CONSTRAINT k CHECK (b > 3) NOT VALID, ALTER k SET DEFAULT 7;`,
    up: `ALTER TABLE t ADD CONSTRAINT k CHECK (b > 0), ALTER k DROP DEFAULT, ALTER a SET NOT NULL, DROP CONSTRAINT k;`,
    down: `ALTER TABLE t ALTER a DROP NOT NULL, ADD CONSTRAINT k CHECK (b > 3) NOT VALID, DROP CONSTRAINT k, ALTER k SET DEFAULT 7;`,
    recipes: ["not-null-through-check", "check-not-valid", "add-lock-timeout"],
  },
  "a column of a composite type": {
    before: `CREATE TYPE pair AS (x int, y int); CREATE TABLE t (id int, a pair, b pair[]); INSERT INTO t VALUES (1, '(1,)', '{}');`,
    up: "ALTER TABLE t ALTER a SET NOT NULL, ALTER b SET NOT NULL;",
    down: "ALTER TABLE t ALTER a DROP NOT NULL, ALTER b DROP NOT NULL;",
    recipes: ["not-null-through-check", "not-null-through-check"],
  },
  "what needs the index that is built before it": {
    before: tables,
    up: `ALTER TABLE t ADD COLUMN c int;
CREATE UNIQUE INDEX u ON t (b);
-- It takes the index over.
ALTER TABLE t ADD CONSTRAINT u UNIQUE USING INDEX u;
CREATE INDEX later ON t (c);
ALTER TABLE t ADD CONSTRAINT k CHECK (b > 0);`,
    down: `ALTER TABLE t DROP CONSTRAINT k;
DROP INDEX later;
ALTER TABLE t DROP CONSTRAINT u;
DROP INDEX IF EXISTS u;
ALTER TABLE t DROP COLUMN c;`,
    recipes: [
      "create-index-concurrently",
      "create-index-concurrently",
      "check-not-valid",
      "add-lock-timeout",
      "add-lock-timeout",
    ],
  },
  "a name that is free only then": {
    before: tables,
    up: `DROP INDEX i;
ALTER TABLE t ADD COLUMN c int;
CREATE INDEX i ON t (k);`,
    down: `DROP INDEX i;
ALTER TABLE t DROP COLUMN c;
CREATE INDEX i ON t (a);`,
    recipes: ["replace-index", "add-lock-timeout"],
  },
  "in blocks under conditions that hold, and with a handler that only says so": {
    before: tables,
    up: `DO $$
BEGIN
  -- Once only.
  IF NOT EXISTS (SELECT FROM information_schema.columns WHERE table_name = 't' AND column_name = 'a 2') THEN
    ALTER TABLE t ALTER a SET NOT NULL;
  END IF;
  if exists (select from pg_constraint where conname = 't_pkey') -- and
     and not exists (select from pg_class where relname = 'I 3') then
    CREATE INDEX "I 3" ON t (k);
    COMMENT ON COLUMN t.k IS 'then; it''s';
  end if;
END $$;
DO $do$ BEGIN ALTER TABLE t ADD CONSTRAINT k CHECK (b > 0); EXCEPTION WHEN duplicate_object THEN null; WHEN SQLSTATE '2BP01' THEN RAISE NOTICE 'no; %', 1; END $do$ LANGUAGE plpgsql;`,
    down: `ALTER TABLE t DROP CONSTRAINT k; COMMENT ON COLUMN t.k IS NULL; DROP INDEX "I 3"; ALTER TABLE t ALTER a DROP NOT NULL;`,
    recipes: ["not-null-through-check", "create-index-concurrently", "check-not-valid"],
  },
  "rows that a block changes": {
    before: tables,
    up: `DO $$ BEGIN
  -- As they are compared.
  UPDATE t SET a = lower(a) WHERE b > 1 AND a IS NOT NULL;
  DELETE FROM o AS x WHERE x.id > 1000 OR x.id IS NULL;
END $$;
CREATE INDEX "I 3" ON t (k);`,
    down: `DROP INDEX "I 3";`,
    recipes: ["batch-update", "batch-update", "create-index-concurrently"],
  },
  "locks on several tables, of which one is held while it is checked": {
    before: tables,
    up: `ALTER TABLE t ADD COLUMN c bigint;
ALTER TABLE t ADD CONSTRAINT tc FOREIGN KEY (c) REFERENCES o (id) ON DELETE CASCADE NOT VALID;
ALTER TABLE t VALIDATE CONSTRAINT tc;
CREATE INDEX tci ON t (c);`,
    down: "DROP INDEX tci;\nALTER TABLE t DROP CONSTRAINT tc;\nALTER TABLE t DROP COLUMN c;",
    recipes: ["create-index-concurrently", "own-migration", "own-migration", "add-lock-timeout"],
  },
  "nothing that needs a plan of its own": {
    before: tables,
    up: "ALTER TABLE t ADD COLUMN c int, ADD COLUMN d text;",
    down: "ALTER TABLE t DROP COLUMN c, DROP COLUMN d;",
    recipes: ["add-lock-timeout"],
  },
  "a table that the file makes": {
    before: tables,
    up: "CREATE TABLE n (id int PRIMARY KEY, x int); ALTER TABLE n ALTER x SET NOT NULL, ADD CHECK (x > 0); CREATE INDEX n_x ON n (x);",
    down: "DROP TABLE n;",
    recipes: [],
  },
};

/** Files that set something for their own transaction and then do nothing. */
function idle({ analysis }: TestProject): readonly string[] {
  return analysis.migrations.flatMap(({ sections }) =>
    sections.flatMap(({ path, statements }) =>
      statements.length > 0 && statements.every(({ statement: { text } }) => text.startsWith("SET LOCAL"))
        ? [path]
        : [],
    ),
  );
}

const formats = ["golang-migrate", "goose", "prisma", "flyway", "diesel", "sqlx"];

/** What is found in the files that the plan wrote or changed, and was not before. */
function newFindings(before: TestProject, after: TestProject): readonly string[] {
  const told = new Set(
    before.analysis.migrations.flatMap(({ sections }) =>
      sections.flatMap(({ statements }) =>
        statements.flatMap(({ statement, findings }) =>
          findings.map(({ rule }) => `${rule} ${statement.text}`),
        ),
      ),
    ),
  );
  return changed(before, after).flatMap(({ sections }) =>
    sections.flatMap(({ path, direction, statements, problems }) => [
      ...problems.map(({ message }) => `${path}: ${message}`),
      ...statements.flatMap(({ statement, findings }) =>
        findings
          .filter(({ severity, rule }) => severity !== "info" && !told.has(`${rule} ${statement.text}`))
          .filter(() => direction === "up")
          .map(({ rule, message }) => `${path}: ${rule}: ${message}`),
      ),
    ]),
  );
}

describe("a migration is made safe as a whole", () => {
  const all = Object.entries(cases).flatMap(([name, given]) =>
    testedMajors.map((major) => ({ name, given, major })),
  );
  const tools = Object.entries(cases).flatMap(([name, given], turn) =>
    byTurns(formats, turn, 3).map((format) => ({
      name: `${name}, ${format}`,
      given: { ...given, format },
      major: 18 as const,
    })),
  );

  it.each(Object.entries(cases))("%s: each hazard has its recipe", (_name, given) => {
    const { plan, project } = safely(given);
    expect(plan.refusals.map(({ recipe }) => recipe)).toEqual(given.refused ?? []);
    expect(plan.plans.map(({ recipe }) => recipe)).toEqual(given.recipes);
    const again = safely(given, project);
    expect(again.plan.plans).toEqual([]);
    expect(again.plan.edits).toEqual([]);
  });

  it.each([...all, ...tools])(
    "$name: ends as before and goes all the way down, PostgreSQL $major",
    async ({ given, major }) => {
      const { original, project } = safely(given);
      expect(newFindings(original, project)).toEqual([]);
      expect(idle(project)).toEqual([]);
      const { client: expected } = await begun({ project: original, major });
      await send(expected, original, original.last, "up");
      const { client } = await begun({ project, major });
      const before = await fingerprint(client);
      const steps = project.analysis.migrations.slice(1);
      for (const step of steps) {
        expect((await workUnderLocks(client, project, step)) ?? []).toEqual([]);
        await send(client, project, step, "up");
      }
      expect(await fingerprint(client)).toEqual(await fingerprint(expected));
      if (!original.format.hasDown) return;
      for (const step of [...steps].reverse()) await send(client, project, step, "down");
      expect(await fingerprint(client)).toEqual(before);
    },
  );
});

it("asks again what was refused for a statement that another plan has put off since", () => {
  const { plan } = safely({
    before: `${tables} CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.k := 1; RETURN NEW; END';
      CREATE TRIGGER stamp BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION stamp();`,
    up: "DROP TRIGGER stamp ON t;\nDROP FUNCTION stamp();\nALTER TABLE t DROP COLUMN k;",
    down: `ALTER TABLE t ADD COLUMN k bigint;
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.k := 1; RETURN NEW; END';
CREATE TRIGGER stamp BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION stamp();`,
  });
  expect(plan.refusals).toEqual([]);
  expect(plan.plans.map(({ recipe }) => recipe)).toContain("wait-for-deployment");
  expect(plan.plans.map(({ recipe }) => recipe)).toContain("drop-column-in-phases");
});

it.each([
  "DO $$ BEGIN IF (SELECT count(*) FROM t) > 7 THEN CREATE INDEX x ON t (k); END IF; END $$;",
  "DO $$ BEGIN IF EXISTS (SELECT FROM pg_class WHERE relname = 'nowhere') THEN CREATE INDEX y ON t (k); END IF; CREATE INDEX z ON t (k); END $$;",
  "DO $$ BEGIN IF EXISTS (SELECT FROM pg_class WHERE relname = 't') THEN CREATE INDEX v ON t (k); ELSE CREATE TABLE t (); END IF; END $$;",
  "DO $$ BEGIN IF true THEN IF true THEN CREATE INDEX v ON t (k); END IF; END IF; END $$;",
  "DO $$ BEGIN CREATE INDEX w ON t (k); EXCEPTION WHEN others THEN DROP INDEX v; END $$;",
  "DO $$ BEGIN CREATE UNIQUE INDEX w ON t (k); EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;",
  "DO $$ DECLARE k int; BEGIN CREATE INDEX w ON t (k); END $$;",
  "DO $$ BEGIN DELETE FROM t WHERE b = 7 OR b IS NULL; IF FOUND THEN CREATE INDEX w ON t (k); END IF; END $$;",
  "DO $$ BEGIN CREATE INDEX w ON t (k); UPDATE t SET a = 'x' WHERE b IS NULL; EXCEPTION WHEN undefined_table THEN NULL; END $$;",
])("leaves a block as it is that may do otherwise: %s", (up) => {
  const { plan } = safely({ before: tables, up, down: "SELECT 1;" });
  expect(plan.plans.map(({ recipe }) => recipe)).toEqual(["add-lock-timeout"]);
});

describe("a key that another one takes the place of", () => {
  const made = ({ project }: ReturnType<typeof safely>): string => [...project.files.values()].join("\n");

  it.each(["dbmate", "goose"])("goes in the statement in which that comes, %s", (format) => {
    const safe = safely({
      format,
      before: `${tables} ALTER TABLE o ADD COLUMN x int; CREATE UNIQUE INDEX o_x ON o (id, x);`,
      up: "ALTER TABLE o ALTER x SET NOT NULL, DROP CONSTRAINT o_pkey, ADD CONSTRAINT o_pkey PRIMARY KEY USING INDEX o_x;\nALTER TABLE t ALTER b SET NOT NULL;",
      down: "ALTER TABLE t ALTER b DROP NOT NULL;\nALTER TABLE o DROP CONSTRAINT o_pkey, ADD CONSTRAINT o_pkey PRIMARY KEY (id), ALTER x DROP NOT NULL;",
    });
    expect(made(safe)).toMatch(/DROP CONSTRAINT o_pkey,\s+ADD CONSTRAINT o_pkey PRIMARY KEY USING INDEX o_x/);
    // What stands behind it moves along, and is planned there.
    expect(safe.plan.plans.map(({ recipe }) => recipe)).toEqual(
      expect.arrayContaining(["not-null-through-check", "not-null-through-check"]),
    );
  });

  it("is not left out while an index is built that keeps out the same duplicates", () => {
    const { plan } = safely({
      before: `${tables} ALTER TABLE t ADD CONSTRAINT t_b_key UNIQUE (b);`,
      up: "ALTER TABLE t DROP CONSTRAINT t_b_key;\nUPDATE t SET b = 'x' WHERE k = 1;\nCREATE UNIQUE INDEX t_b_key ON t (b);",
      down: "DROP INDEX t_b_key;\nALTER TABLE t ADD CONSTRAINT t_b_key UNIQUE (b);",
    });
    const refused = new Map(plan.refusals.map((each) => [each.recipe, each.refused]));
    expect(refused.get("replace-key")).toMatch(/`UPDATE t SET b.*` writes rows of public\.t, and maybe/);
    expect(refused.get("create-index-concurrently")).toMatch(/drops t_b_key before, .* keep duplicates out/);
    expect(refused.get("own-migration")).toMatch(/nothing would keep duplicates out of public\.t/);
    expect(plan.plans.map(({ recipe }) => recipe)).toEqual(["add-lock-timeout"]);
  });

  it.each([
    ["CREATE UNIQUE INDEX t_b_key ON t (b)", "DROP INDEX t_b_key"],
    ["DROP INDEX IF EXISTS t_b_key; CREATE UNIQUE INDEX t_b_key ON t (lower(b))", "DROP INDEX t_b_key"],
    ["CREATE UNIQUE INDEX t_other ON t (b)", "DROP INDEX t_other"],
    ["ALTER TABLE t ADD CONSTRAINT t_other UNIQUE (b)", "ALTER TABLE t DROP CONSTRAINT t_other"],
  ])("is not left out before another in its place: %s", (makes, drops) => {
    const safe = safely({
      before: `${tables} ALTER TABLE t ADD CONSTRAINT t_b_key UNIQUE (b);`,
      up: `ALTER TABLE t DROP CONSTRAINT t_b_key;\n${makes};`,
      down: `${drops};\nALTER TABLE t ADD CONSTRAINT t_b_key UNIQUE (b);`,
    });
    expect(safe.plan.plans.map(({ recipe }) => recipe)).toEqual(["replace-key"]);
    expect(made(safe)).toMatch(
      /IF pg_catalog\.to_regclass\('t_new_key'\).*DROP CONSTRAINT IF EXISTS t_b_key/s,
    );
  });
});

describe("the types of several columns of one table", () => {
  const before = `${tables} CREATE INDEX pair ON t (b, k);
    CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.a := 1; RETURN NEW; END';
    CREATE TRIGGER touch BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION touch();
    ALTER TABLE t ADD COLUMN n int, ADD COLUMN m int;`;
  const changed = (one: string, other: string): ReturnType<typeof safely> => {
    const to = (type: string): string =>
      `ALTER TABLE t ALTER COLUMN ${one} TYPE ${type}, ALTER COLUMN ${other} TYPE ${type};`;
    return safely({ before, up: to("numeric"), down: to("int") });
  };

  it("change at once, and each puts back only in its own backfill what the table's trigger changes", () => {
    const { plan, project } = changed("n", "m");
    expect(plan.refusals).toEqual([]);
    const texts = [...project.files.values()].join("\n");
    const owners = [...texts.matchAll(/current_setting\('lockkeeper\.copying', true\) = '(\w+)'/g)];
    expect(new Set(owners.map(([, name]) => name))).toEqual(
      new Set(["lockkeeper_t_n_type", "lockkeeper_t_m_type"]),
    );
  });

  it("do not where an index is of both", () => {
    const refusals = changed("b", "k").plan.refusals.map(({ refused }) => refused);
    expect(refusals).toContainEqual(
      expect.stringMatching(/makes the index pair_new of k, .* once the rollout is/),
    );
  });
});

it("says what the tool is to be told that runs all pending migrations in one transaction", () => {
  const up = "ALTER TABLE t ALTER a SET NOT NULL;";
  const { plan } = safely({ before: tables, up, down: "SELECT 1;", format: "node-pg-migrate" });
  expect(plan.refusals.map(({ refused }) => refused)).toEqual([
    expect.stringContaining("a transaction of its own (--no-single-transaction), or run these by hand"),
  ]);
  expect(plan.plans.map(({ recipe }) => recipe)).toEqual(["add-lock-timeout"]);
});
