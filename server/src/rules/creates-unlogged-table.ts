import { enumerateFew } from "../timeline/words/lists.ts";
import { defineRule } from "./rule.ts";
import { firstAffected, report } from "./support/affected.ts";

export const createsUnloggedTable = defineRule({
  id: "creates-unlogged-table",
  group: "data",
  severity: "info",
  summary: "An unlogged table is empty after a crash, and replicas do not have it",
  why: `Changes of an unlogged table are not written to the WAL. After a crash, or when a replica takes over, the server empties
it; queries on a replica fail, and no publication takes it. \`SET LOGGED\` later writes the whole table under ACCESS EXCLUSIVE.`,
  instead: "A logged table, unless all that is in it can be made again at any time.",
  withoutPlan: "Whether its rows can be made again only you know. Leave UNLOGGED out where they cannot.",
  references: ["https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-UNLOGGED"],
  messages: {
    unlogged:
      "After a crash or a failover {tables} is empty: an unlogged table is not in the WAL, and replicas do not have it.",
  },
  recipes: [],
  statement(statement, context) {
    const isUnlogged = ({ code }: { readonly code: string }): boolean => code === "empty-after-crash";
    const found = firstAffected(statement, ({ effects }) => (effects.surprises ?? []).some(isUnlogged));
    if (found === undefined) return [];
    const tables = (found.entry.effects.surprises ?? []).filter(isUnlogged);
    const data = { tables: enumerateFew(tables.map(({ relation }) => relation.name)) };
    return [report(found, context, "unlogged", { data })];
  },
  examples: [
    {
      bad: "CREATE UNLOGGED TABLE cache (key text PRIMARY KEY, value text);",
      good: "CREATE TABLE cache (key text PRIMARY KEY, value text);",
    },
  ],
});
