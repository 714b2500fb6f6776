import { describe, it } from "vitest";
import { expectRefusal } from "./refusals.ts";

describe("waiting for a deployment says in words what it cannot do", () => {
  const guarded = `CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL DEFAULT 1, b text); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
    CREATE TRIGGER g BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f();`;
  const recipe = "wait-for-deployment";
  const dropped = "DROP TRIGGER g ON t;";

  it.each<[string, Parameters<typeof expectRefusal>[1], RegExp | undefined]>([
    ["nothing stands in the way", { before: guarded, up: dropped }, undefined],
    [
      "rows that the trigger would be about",
      { before: guarded, up: `${dropped} UPDATE t SET a = 2 WHERE id = 3;` },
      /Line \d+ works on rows of t, and the trigger g on t would still be there/,
    ],
    [
      "a column that the trigger's body may use",
      { before: guarded, up: dropped, later: "ALTER TABLE t DROP COLUMN b;" },
      /Line \d+ of \S*later\S* changes t, and the trigger g on t would still fire/,
    ],
    [
      "NULLs that are written behind it",
      {
        before: guarded,
        up: "ALTER TABLE t ALTER a DROP NOT NULL; UPDATE t SET a = NULL WHERE id = 1;",
      },
      /works on rows of t, and NOT NULL of t\.a would still be there/,
    ],
    ["CASCADE", { before: guarded, up: "DROP FUNCTION f() CASCADE;" }, /breaks no running version by itself/],
    [
      "a default that nobody needs",
      { before: guarded, up: "ALTER TABLE t ALTER b DROP DEFAULT;" },
      /breaks no/,
    ],
    [
      "a table of the same migration",
      { before: "SELECT 1;", up: `ALTER TABLE n ALTER a DROP NOT NULL;`, later: "SELECT 2;" },
      /breaks no|No migration/,
    ],
    [
      "a function beside which another takes as many arguments",
      {
        before: "CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1';",
        up: "DROP FUNCTION f; CREATE FUNCTION f(int, text DEFAULT 'x') RETURNS int LANGUAGE sql AS 'SELECT 1';",
      },
      /Line \d+ makes another function f that takes as many arguments/,
    ],
    [
      "a function beside which another takes more arguments",
      {
        before: "CREATE FUNCTION f(int, varchar[] DEFAULT '{}') RETURNS int LANGUAGE sql AS 'SELECT 1';",
        up: "DROP FUNCTION f /* which */ RESTRICT; CREATE FUNCTION f(int, text, date) RETURNS int LANGUAGE sql AS 'SELECT 1';",
        down: "DROP FUNCTION f; CREATE FUNCTION f(int, varchar[] DEFAULT '{}') RETURNS int LANGUAGE sql AS 'SELECT 1';",
      },
      undefined,
    ],
    [
      "a function that is made again later",
      {
        before: "CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1';",
        up: "DROP FUNCTION f(int);",
        later: "CREATE FUNCTION f(int) RETURNS text LANGUAGE sql AS $$SELECT 'a'$$;",
      },
      /would fail: .*already exists|cannot change return type/,
    ],
  ])("%s", (_name, given, message) => {
    expectRefusal(recipe, given, message);
  });
});
