import type { Node } from "@pgsql/types";
import { defineRule } from "./rule.ts";
import { firstAffected, report } from "./support/affected.ts";
import { phrase } from "./support/ranges.ts";

export const definerWithoutSearchPath = defineRule({
  id: "definer-without-search-path",
  group: "data",
  severity: "info",
  summary: "A SECURITY DEFINER function without its own search_path runs whatever the caller puts in the way",
  why: `The function runs with the rights of its owner, but looks names up by the \`search_path\` of who calls it. Whoever may
create a table, function or operator in a schema of his own puts it before the one that was meant, temporary tables even
without being asked, and has it run with the owner's rights.`,
  instead: "`SET search_path = pg_catalog, pg_temp` at the function, and schemas before the other names.",
  withoutPlan: "Nothing blocks here: add SET search_path to the function, and write schemas before names.",
  references: ["https://www.postgresql.org/docs/current/sql-createfunction.html#SQL-CREATEFUNCTION-SECURITY"],
  messages: {
    open: "Whoever calls this runs code of his own with its owner's rights, by his search_path. Add SET search_path = pg_catalog, pg_temp to the function.",
  },
  recipes: [],
  statement(statement, context) {
    const { node } = statement.statement;
    if (node === undefined || !("CreateFunctionStmt" in node)) return [];
    const { options = [] } = node.CreateFunctionStmt;
    if (!isDefiner(options) || setsPath(options)) return [];
    const found = firstAffected(statement, ({ effects }) => effects.fails === undefined);
    if (found === undefined) return [];
    return [report(found, context, "open", { at: phrase(statement.statement, "security", "definer") })];
  },
  examples: [
    {
      bad: "CREATE FUNCTION total() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';",
      good: "CREATE FUNCTION total() RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS 'SELECT 1';",
    },
  ],
});

function isDefiner(options: readonly Node[]): boolean {
  return options.some((option) => {
    if (!("DefElem" in option) || option.DefElem.defname !== "security") return false;
    const { arg } = option.DefElem;
    return arg !== undefined && "Boolean" in arg && arg.Boolean.boolval === true;
  });
}

function setsPath(options: readonly Node[]): boolean {
  return options.some((option) => {
    if (!("DefElem" in option) || option.DefElem.defname !== "set") return false;
    const { arg } = option.DefElem;
    return arg !== undefined && "VariableSetStmt" in arg && arg.VariableSetStmt.name === "search_path";
  });
}
