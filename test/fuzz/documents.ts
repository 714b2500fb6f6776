import type { Format } from "../../server/src/formats/format.ts";
import type { Random } from "../support/random.ts";

/** Statements that touch each other: made, renamed, dropped, locked, in and out of transactions. */
export const pool = [
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

/** What is no SQL, or is read by some tools and not by others. */
const oddities = [
  "\\restrict x\n",
  "COPY users FROM stdin;\n1\n\\.\n",
  "SELECT :'n';",
  "SELECT ${NAME};",
  "-- c\rDROP TABLE users;",
  "SET standard_conforming_strings = off;",
  "-- lockkeeper-ignore-file drops-table: agreed\n",
  "-- +goose NO TRANSACTION\n",
  "-- +goose StatementBegin\n",
  "-- +goose StatementEnd\n",
  "-- +goose ENVSUB ON\n",
  "-- no-transaction\n",
  "--> statement-breakpoint\n",
] as const;

/** The statements of a file, each with its semicolon. */
export function someStatements(random: Random): string {
  const count = random.below(6);
  return Array.from({ length: count }, () => `${random.pick(pool)};${random.pick(["\n", "\r\n", " "])}`).join(
    "",
  );
}

/** A project in a tool's own form: what the tool's files look like is the format's knowledge. */
export function someProject(format: Format, random: Random): Map<string, string> {
  const project = format.read({ paths: [], text: () => undefined });
  const drafts = Array.from({ length: 3 }, (_none, index) => {
    const up = someStatements(random);
    const autocommit = format.canAutocommit && random.below(4) === 0;
    const name = ["a", "b", "c"][index] ?? "d";
    return random.below(3) === 0
      ? { name, up, autocommit }
      : { name, up, down: someStatements(random), autocommit };
  });
  const files = format.write(drafts, project, "2026-01-01T00:00:00.000Z");
  return new Map(files.map(({ path, content }) => [path, content]));
}

/** One thing that somebody does to a file. */
export function change(text: string, random: Random): string {
  const parts = text.split(/(?<=;)/);
  const at = random.below(parts.length + 1);
  switch (random.below(9)) {
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
    case 5:
      return [...parts.slice(0, at), `\n${random.pick(oddities)}`, ...parts.slice(at)].join("");
    case 6:
      return turned(text, random);
    case 7:
      return text.replaceAll("\n", random.pick(["\r\n", "\r", "\n\n"]));
    default:
      return `-- a line above\n${text}`;
  }
}

/** A marker that says the other direction, is broken, or is gone. */
function turned(text: string, random: Random): string {
  const lines = text.split("\n");
  const marks = lines.flatMap((line, index) => (/^--/.test(line) ? [index] : []));
  if (marks.length === 0) return text;
  const at = random.pick(marks);
  const line = lines[at] ?? "";
  const other = line.replace(/\b(?:up|down)\b/i, (word) =>
    word.toLowerCase() === "up" ? (word === "Up" ? "Down" : "down") : word === "Down" ? "Up" : "up",
  );
  lines[at] = random.pick([other, other, ` ${line}`, "", `${line} transaction:false`]);
  return lines.join("\n");
}
