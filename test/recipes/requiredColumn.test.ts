import { afterEach, describe, expect, it } from "vitest";
import { testedMajors } from "../support/servers.ts";
import { mostErrors } from "./traffic/version.ts";
import { recipeCalled } from "./projects.ts";
import { RolloutProof, type RolloutCase } from "./rolloutProof.ts";
import { send } from "./send.ts";

const recipe = recipeCalled("add-required-column");
const proof = new RolloutProof(recipe);
afterEach(() => proof.dispose());

const users = "CREATE TABLE users (id bigint PRIMARY KEY, mail text);";
const seed =
  "INSERT INTO users SELECT g, CASE WHEN g % 7 > 0 THEN 'u' || g || '@x.org' END FROM generate_series(1, 2500) g;";

function required(
  column: string,
  type: string,
  value: string,
  given: Partial<RolloutCase> = {},
): RolloutCase {
  const table = "users";
  return {
    before: users,
    seed,
    up: `-- lockkeeper-value ${column} = ${value}\nALTER TABLE ${table} ADD COLUMN ${column} ${type} NOT NULL;`,
    meant: `ALTER TABLE ${table} ADD COLUMN ${column} ${type}; UPDATE ${table} SET ${column} = ${value}; ALTER TABLE ${table} ALTER ${column} SET NOT NULL`,
    down: `ALTER TABLE ${table} DROP COLUMN ${column};`,
    ...given,
  };
}

const cases: Readonly<Record<string, RolloutCase>> = {
  "a constant": required("country", "text", "'NL'"),
  "of other columns": required("login", "varchar(40)", "lower(coalesce(users.mail, 'none')) || id"),
  "of another table": required("kind", "int", "(SELECT max(n) FROM kinds WHERE n <= users.id)", {
    before: `${users} CREATE TABLE kinds (n int); INSERT INTO kinds VALUES (0), (1000);`,
  }),
  "names to quote, in a schema": {
    before: `CREATE SCHEMA "App ""1"""; CREATE TABLE "App ""1"""."T 🚰" ("select" int PRIMARY KEY, "new" text);`,
    seed: `INSERT INTO "App ""1"""."T 🚰" SELECT g, 'k' || g FROM generate_series(1, 1200) g;`,
    up: `-- lockkeeper-value "The ""col" = "new" || '; $$' || "select"
      ALTER TABLE "App ""1"""."T 🚰" ADD COLUMN "The ""col" text COLLATE "C" NOT NULL;`,
    meant: `ALTER TABLE "App ""1"""."T 🚰" ADD COLUMN "The ""col" text COLLATE "C"; UPDATE "App ""1"""."T 🚰" SET "The ""col" = "new" || '; $$' || "select"; ALTER TABLE "App ""1"""."T 🚰" ALTER "The ""col" SET NOT NULL`,
    down: `ALTER TABLE "App ""1"""."T 🚰" DROP COLUMN "The ""col";`,
  },
  "a composite type": required("at", "place", "ROW(NULL, 1)::place", {
    before: `${users} CREATE TYPE place AS (x int, y int);`,
  }),
  "triggers that change the row": required("country", "text", "'NL'", {
    before: `CREATE TABLE users (id bigint PRIMARY KEY, mail text, touched int DEFAULT 0);
      CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.touched := OLD.touched + 1; RETURN NEW; END $$;
      CREATE TRIGGER zzz_touch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();`,
    meant:
      "ALTER TABLE users ADD COLUMN country text NOT NULL DEFAULT 'NL'; ALTER TABLE users ALTER country DROP DEFAULT",
  }),
};

const all = Object.entries(cases).flatMap(([name, given]) =>
  testedMajors.map((major) => ({ name, given, major })),
);
const tools = ["golang-migrate", "goose", "diesel", "sqlx", "prisma", "flyway", "plain"].map((format) => ({
  name: `as ${format} sends it`,
  given: required("login", "text", "'user ' || id", { format }),
  major: 18 as const,
}));

describe("a column is required once every row holds a value", () => {
  it.each([...all, ...tools])("$name, PostgreSQL $major", ({ given, major }) =>
    proof.endsTheSame(given, major),
  );

  it.each(all)("$name: back and up again from every point, PostgreSQL $major", ({ given, major }) =>
    proof.goesBack(given, major),
  );

  it.each(testedMajors)(
    "the version that does not know the column goes on writing, PostgreSQL %i",
    async (major) => {
      const given = required("login", "text", "coalesce(mail, 'none')");
      const finished = proof.finished(given);
      const { client, home } = await proof.prepared(given, finished, major);
      const old = await home.connect();
      const now = await home.connect();
      const steps = finished.analysis.migrations.slice(1);
      let id = 10_000;
      const work = { stopped: false, errors: [] as string[] };
      const writes = async (knows: boolean): Promise<void> => {
        while (!work.stopped && work.errors.length < mostErrors) {
          const own = id++;
          const sql = knows
            ? "INSERT INTO users (id, mail, login) VALUES ($1, 'new', 'given') ON CONFLICT (id) DO UPDATE SET login = 'given'"
            : "INSERT INTO users (id, mail) VALUES ($1, 'old') ON CONFLICT (id) DO UPDATE SET mail = 'old'";
          await (knows ? now : old)
            .query(sql, [own])
            .catch((error: unknown) => work.errors.push(String(error)));
          await (knows ? now : old)
            .query("UPDATE users SET mail = $2 WHERE id = $1", [1 + (own % 2500), `${own}`])
            .catch((error: unknown) => work.errors.push(String(error)));
        }
      };
      const during = async (step: number, direction: "up" | "down"): Promise<void> => {
        work.stopped = false;
        const isLast = step === steps.length - 1;
        const clients = [...(isLast ? [] : [writes(false)]), ...(step === 0 ? [] : [writes(true)])];
        const migration = steps[step];
        if (migration !== undefined) await send(client, finished, migration, direction);
        await new Promise((resolve) => setTimeout(resolve, 50));
        work.stopped = true;
        await Promise.all(clients);
        expect(work.errors, `${direction} ${migration?.migration.name ?? ""}`).toEqual([]);
      };
      for (let step = 0; step < steps.length; step++) await during(step, "up");
      const { rows } = await client.query(
        `SELECT count(*) FILTER (WHERE mail = 'new' AND login <> 'given') AS lost,
        count(*) FILTER (WHERE mail = 'old' AND login <> 'old') AS wrong FROM users WHERE id >= 10000`,
      );
      expect(rows).toEqual([{ lost: "0", wrong: "0" }]);
      for (let step = steps.length - 1; step >= 0; step--) await during(step, "down");
      expect(id).toBeGreaterThan(10_010);
    },
  );
});

describe("the plan for a required column says why there is none", () => {
  it.each([
    [
      "ALTER TABLE users ADD COLUMN country text NOT NULL;",
      /Write “-- lockkeeper-value country = EXPRESSION”/,
    ],
    [
      "-- lockkeeper-value country = nowhere\nALTER TABLE users ADD COLUMN country text NOT NULL;",
      /cannot be computed: column "nowhere" does not exist/,
    ],
    [
      "-- lockkeeper-value country = 'x' WHERE id = 1\nALTER TABLE users ADD COLUMN country text NOT NULL;",
      /Nothing says/,
    ],
    [
      "-- lockkeeper-value country = 'x'\nALTER TABLE users ADD COLUMN country text NOT NULL UNIQUE;",
      /constraint of its own/,
    ],
  ])("%s", (up, message) => {
    const result = proof.original({ before: users, seed: "", up, down: "SELECT 1;" }).rewrite(recipe);
    expect("refused" in result ? result.refused : "").toMatch(message);
  });
});
