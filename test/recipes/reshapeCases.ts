import type { RolloutCase } from "./rolloutProof.ts";

const users = "CREATE TABLE users (id bigint PRIMARY KEY, name text);";
const names =
  "INSERT INTO users SELECT g, CASE WHEN g % 7 > 0 THEN 'first' || g || ' last' || g END FROM generate_series(1, 2500) g;";

export const split: RolloutCase = {
  before: users,
  seed: names,
  up: `ALTER TABLE users ADD COLUMN first text, ADD COLUMN last text;
UPDATE users SET first = split_part(name, ' ', 1), last = split_part(name, ' ', 2);
ALTER TABLE users DROP COLUMN name;`,
  down: `ALTER TABLE users ADD COLUMN name text;
UPDATE users SET name = first || ' ' || last;
ALTER TABLE users DROP COLUMN first, DROP COLUMN last;`,
};

/** Columns that are split, merged or replaced, by what is special about them. */
export const cases: Readonly<Record<string, RolloutCase>> = {
  "a name in two": split,
  "one by one, and required": {
    before:
      "CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL DEFAULT 'no body' CONSTRAINT spaced CHECK (name LIKE '% %'), CONSTRAINT own UNIQUE (name)); CREATE INDEX by_name ON users (lower(name)) WHERE id > 5; COMMENT ON COLUMN users.name IS 'it''s'; ALTER TABLE users ALTER name SET STATISTICS 77;",
    seed: "INSERT INTO users SELECT g, 'first' || g || ' last' || g FROM generate_series(1, 2500) g;",
    up: `-- lockkeeper-value name = first || ' ' || "last"
ALTER TABLE users ADD COLUMN first varchar(40) COLLATE "C";
ALTER TABLE users ADD "last" text NULL;
UPDATE users AS u SET (first, last) = (split_part(u.name, ' ', 1), split_part(name, ' ', 2));
ALTER TABLE users ALTER first SET NOT NULL, ALTER last SET NOT NULL;
ALTER TABLE users DROP COLUMN name;`,
    down: "-- gone",
  },
  "two into one": {
    before: `CREATE SCHEMA "App ""1"""; CREATE TABLE "App ""1"""."T 🚰" ("Key" int, k int, "select" date NOT NULL, hour time NOT NULL DEFAULT '12:00', PRIMARY KEY ("Key", k));
      CREATE INDEX both_of ON "App ""1"""."T 🚰" (hour, "select"); CREATE INDEX ON "App ""1"""."T 🚰" USING hash ("select");`,
    seed: `INSERT INTO "App ""1"""."T 🚰" SELECT g / 10, g % 10, date '2024-01-01' + g, time '00:00' + g * interval '1 second' FROM generate_series(1, 2400) g;`,
    up: `ALTER TABLE "App ""1"""."T 🚰" ADD COLUMN "The ""at" timestamp;
UPDATE "App ""1"""."T 🚰" SET "The ""at" = "select" + hour;
ALTER TABLE "App ""1"""."T 🚰" ALTER COLUMN "The ""at" SET NOT NULL;
ALTER TABLE "App ""1"""."T 🚰" DROP COLUMN "select";
ALTER TABLE "App ""1"""."T 🚰" DROP COLUMN hour;`,
    down: `ALTER TABLE "App ""1"""."T 🚰" ADD COLUMN "select" date, ADD COLUMN hour time DEFAULT '12:00';
UPDATE "App ""1"""."T 🚰" SET "select" = "The ""at"::date, hour = "The ""at"::time;
ALTER TABLE "App ""1"""."T 🚰" ALTER "select" SET NOT NULL, ALTER hour SET NOT NULL;
CREATE INDEX both_of ON "App ""1"""."T 🚰" (hour, "select");
CREATE INDEX "T 🚰_select_idx" ON "App ""1"""."T 🚰" USING hash ("select");
ALTER TABLE "App ""1"""."T 🚰" DROP COLUMN "The ""at";`,
  },
  "another unit, of some rows": {
    before:
      "CREATE TABLE users (id int PRIMARY KEY); CREATE TABLE items (id serial PRIMARY KEY, price numeric(10,2) CHECK (price >= 0), owner int REFERENCES users);",
    seed: "INSERT INTO users SELECT generate_series(1, 9); INSERT INTO items (price, owner) SELECT CASE WHEN g % 5 > 0 THEN g / 4.0 END, 1 + g % 9 FROM generate_series(1, 1500) g;",
    up: `-- lockkeeper-value price = cents / 100.0
ALTER TABLE public.items ADD COLUMN cents bigint;
UPDATE public.items SET cents = round(price * 100) WHERE price IS NOT NULL;
ALTER TABLE public.items DROP COLUMN price;`,
    down: "",
  },
  "triggers of the user": {
    before: `CREATE TABLE users (id bigint PRIMARY KEY, name text, touched int DEFAULT 0);
      CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.touched := OLD.touched + 1; RETURN NEW; END $$;
      CREATE TRIGGER zzz_touch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();`,
    seed: names.replace("INTO users", "INTO users (id, name)"),
    up: split.up,
    meant:
      "ALTER TABLE users DISABLE TRIGGER USER; ALTER TABLE users ADD first text, ADD last text; UPDATE users SET first = split_part(name, ' ', 1), last = split_part(name, ' ', 2); ALTER TABLE users DROP name; ALTER TABLE users ENABLE TRIGGER USER",
    down: split.down,
  },
  "triggers that do more": {
    before: `CREATE TABLE users (id bigint PRIMARY KEY, name text); CREATE TABLE log (id bigint);
      CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log VALUES (NEW.id); RETURN NULL; END $$;
      CREATE TRIGGER note AFTER UPDATE ON users FOR EACH ROW EXECUTE FUNCTION note();`,
    seed: names,
    up: split.up,
    meant:
      "ALTER TABLE users DISABLE TRIGGER USER; ALTER TABLE users ADD first text, ADD last text; UPDATE users SET first = split_part(name, ' ', 1), last = split_part(name, ' ', 2); ALTER TABLE users DROP name; ALTER TABLE users ENABLE TRIGGER USER",
    down: split.down,
  },
  "names that are taken": {
    before: `${users} ALTER TABLE users ADD lockkeeper_filled int DEFAULT 3;
      CREATE FUNCTION lockkeeper_users_name_to_first_last() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
      CREATE TRIGGER zz_lockkeeper_name_to_first_last BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION lockkeeper_users_name_to_first_last();`,
    seed: names.replace("INTO users", "INTO users (id, name)"),
    up: split.up,
    down: split.down,
  },
};
