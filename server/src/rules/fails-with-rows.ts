import { defineRule } from "./rule.ts";
import { commandsOf } from "./support/commands.ts";
import { firstAffected, report } from "./support/affected.ts";

export const failsWithRows = defineRule({
  id: "fails-with-rows",
  group: "migration",
  severity: "error",
  summary: "The statement works on empty tables and fails as soon as there are rows",
  why: `In CI the tables are empty, and the statement passes. Where there are rows it fails: what an earlier statement of the same
transaction did to them leaves deferred triggers waiting, and PostgreSQL changes no table for which events wait; or each
row is refused.`,
  instead:
    "Put the change of rows into a migration of its own, before this one, or let the waiting checks run first: SET CONSTRAINTS ALL IMMEDIATE.",
  withoutPlan:
    "It depends on the rows, which the migrations do not show. Divide the file so that what waits is done before, or bring the rows in order first.",
  references: ["https://www.postgresql.org/docs/current/sql-set-constraints.html"],
  messages: {
    fails: "This fails{versions} as soon as the table holds rows: {message} (SQLSTATE {sqlstate}).",
  },
  recipes: [],
  statement(statement, context) {
    const { inner = [] } = statement;
    // A column that is required without a default has a rule of its own.
    const adds = [statement, ...inner].some(
      (each) => commandsOf(each.statement, ["AT_AddColumn"]).length > 0,
    );
    const found = firstAffected(
      statement,
      ({ effects: { fails } }) => fails?.when === "if-rows" && !(adds && fails.sqlstate === "23502"),
    );
    const fails = found?.entry.effects.fails;
    if (found === undefined || fails === undefined) return [];
    const some = found.majors.length < statement.entries.size;
    const versions = some ? ` on PostgreSQL ${found.majors.join(", ")}` : "";
    const { message, sqlstate } = fails;
    return [report(found, context, "fails", { data: { versions, message, sqlstate } })];
  },
  examples: [
    {
      before:
        "CREATE TABLE users (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users DEFERRABLE INITIALLY DEFERRED);",
      bad: "DELETE FROM users WHERE id < 100; ALTER TABLE users ADD COLUMN country text;",
      good: "ALTER TABLE users ADD COLUMN country text;",
    },
  ],
});
