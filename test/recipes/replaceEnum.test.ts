import { describe, it } from "vitest";
import { testedMajors } from "../support/servers.ts";
import { finishedRollout } from "./finishedRollout.ts";
import { recipeCalled, TestProject } from "./projects.ts";
import { endsTheSame, goesBack, isQuiet } from "./transitionProof.ts";

const recipe = recipeCalled("replace-enum-by-dual-write");

interface EnumCase {
  readonly before: string;
  readonly seed: string;
  readonly up: string;
  readonly down: string;
  readonly format?: string;
}

const long = "e".repeat(63);

/** By the way in which it is written. */
const cases: Readonly<Record<string, EnumCase>> = {
  "renamed aside, with all that hangs on it": {
    before: `CREATE TYPE state AS ENUM ('open', 'it''s paid', 'lost'); CREATE TABLE kinds (state text PRIMARY KEY);
      CREATE TABLE orders (id bigint PRIMARY KEY, note text, state state NOT NULL DEFAULT 'open'::state,
        CONSTRAINT known CHECK (state IS NOT NULL OR note IS NULL), UNIQUE (state, id));
      CREATE INDEX by_state ON orders (note, state DESC) WHERE note <> 'x'; COMMENT ON COLUMN orders.state IS 'how far it is';`,
    seed: "INSERT INTO orders SELECT g, 'n', CASE g % 2 WHEN 0 THEN 'open' ELSE 'it''s paid' END::state FROM generate_series(1, 1500) g;",
    up: `ALTER TYPE state RENAME TO state_old;
CREATE TYPE state AS ENUM ('new', 'open', 'it''s paid');
ALTER TABLE orders ALTER COLUMN state DROP DEFAULT;
ALTER TABLE orders ALTER COLUMN state TYPE state USING state::text::state;
ALTER TABLE orders ALTER COLUMN state SET DEFAULT 'new'::state;
DROP TYPE state_old;`,
    down: `ALTER TYPE state RENAME TO state_new;
CREATE TYPE state AS ENUM ('open', 'it''s paid', 'lost');
ALTER TABLE orders ALTER COLUMN state DROP DEFAULT;
ALTER TABLE orders ALTER COLUMN state TYPE state USING state::text::state;
ALTER TABLE orders ALTER COLUMN state SET DEFAULT 'open'::state;
DROP TYPE state_new;`,
  },
  "as Prisma writes it": {
    before: `CREATE TYPE "Role" AS ENUM ('USER', 'ADMIN', 'GUEST');
      CREATE TABLE "User" (id int PRIMARY KEY, role "Role" NOT NULL DEFAULT 'USER');`,
    seed: `INSERT INTO "User" SELECT g, CASE g % 2 WHEN 0 THEN 'USER' ELSE 'ADMIN' END::"Role" FROM generate_series(1, 1500) g;`,
    up: `/*
  Warnings: the values [GUEST] on the enum \`Role\` will be removed.
*/
-- AlterEnum
BEGIN;
CREATE TYPE "Role_new" AS ENUM ('USER', 'ADMIN');
ALTER TABLE "User" ALTER COLUMN "role" DROP DEFAULT;
ALTER TABLE "User" ALTER COLUMN "role" TYPE "Role_new" USING ("role"::text::"Role_new");
ALTER TYPE "Role" RENAME TO "Role_old";
ALTER TYPE "Role_new" RENAME TO "Role";
DROP TYPE "Role_old";
ALTER TABLE "User" ALTER COLUMN "role" SET DEFAULT 'USER';
COMMIT;`,
    down: "SELECT 1;",
    format: "prisma",
  },
  "by way of text, in a schema, with names to quote": {
    before: `CREATE SCHEMA "App ""1"""; CREATE TYPE "App ""1"""."${long}" AS ENUM ('a', 'b', 'c');
      CREATE TABLE "App ""1"""."T 🚰" ("select" "App ""1"""."${long}" NOT NULL, k int, PRIMARY KEY (k, "select"));`,
    seed: `INSERT INTO "App ""1"""."T 🚰" SELECT (ARRAY['a', 'b'])[1 + g % 2]::"App ""1"""."${long}", g FROM generate_series(1, 1500) g;`,
    up: `ALTER TABLE "App ""1"""."T 🚰" ALTER COLUMN "select" SET DATA TYPE text;
DROP TYPE "App ""1"""."${long}"; -- gone
CREATE TYPE "App ""1"""."${long}" AS ENUM ('b', /* first */ 'a');
ALTER TABLE "App ""1"""."T 🚰" ALTER COLUMN "select" SET DATA TYPE "App ""1"""."${long}" USING "select"::"App ""1"""."${long}";`,
    down: "SELECT 1;",
  },
  "one value for another": {
    before: `CREATE TYPE state AS ENUM ('open', 'paid', 'lost'); CREATE TABLE orders (id int PRIMARY KEY, state state);`,
    seed: "INSERT INTO orders SELECT g, (ARRAY['open', 'paid', 'lost', NULL])[1 + g % 4]::state FROM generate_series(1, 1500) g;",
    up: `CREATE TYPE state_2 AS ENUM ('gone', 'paid', 'open', 'other');
ALTER TABLE orders ALTER state TYPE state_2 USING (CASE WHEN NOT state IN ('open', 'paid') THEN 'gone' ELSE state::text END)::state_2;
DROP TYPE state;
ALTER TYPE state_2 RENAME TO state;`,
    down: "SELECT 1;",
  },
};

function original({ before, up, down, format = "dbmate" }: EnumCase): TestProject {
  return TestProject.of(format, [
    { name: "before", up: before, down: "SELECT 1;", autocommit: false },
    { name: "change", up, down, autocommit: false },
  ]);
}

const all = Object.entries(cases).flatMap(([name, given]) =>
  testedMajors.map((major) => {
    const plain = original(given);
    const transition = () => ({ ...finishedRollout(plain, recipe), plain, seed: given.seed, major });
    return { name, transition, major, hasDown: given.format !== "prisma" };
  }),
);

describe("an enum that is replaced by dual write ends where the original does", () => {
  it.each(all)("$name, PostgreSQL $major", async ({ transition }) => {
    await endsTheSame(transition());
  });

  it.each(all)("$name: each step is quiet, PostgreSQL $major", async ({ transition }) => {
    await isQuiet(recipe, transition());
  });

  it.each(all.filter(({ hasDown }) => hasDown))(
    "$name: back and up again from every point, PostgreSQL $major",
    async ({ transition }) => {
      await goesBack(transition());
    },
  );
});
