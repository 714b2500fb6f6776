import { isPartOf } from "../timeline/risk.ts";
import { defineRule } from "./rule.ts";
import { firstAffected, locksOnOld, report } from "./support/affected.ts";
import { isNamed, namedRelations, placesOf } from "./support/namedObjects.ts";

export const truncatesTable = defineRule({
  id: "truncates-table",
  group: "data",
  severity: "error",
  summary: "TRUNCATE deletes every row, and with CASCADE those of every referencing table",
  why: `All rows are gone for every transaction at once (TRUNCATE is not MVCC-safe), under ACCESS EXCLUSIVE on the table and,
with CASCADE, on every table that references it.`,
  instead: "Delete in batches, or make sure that the table is really of no use to anyone.",
  withoutPlan:
    "TRUNCATE has no form without the lock. Where rows cannot be deleted in batches, since other tables, triggers or sequences are part of it, empty those first, each by itself; for all rows of a partition, detach it CONCURRENTLY and drop it.",
  references: ["https://www.postgresql.org/docs/current/sql-truncate.html"],
  messages: { truncate: "Every row is deleted. It takes {locks}, which {blocks}, {duration}." },
  recipes: ["truncate-in-batches"],
  statement(statement, context) {
    const { node } = statement.statement;
    const found = firstAffected(statement, (entry) => {
      const locks = locksOnOld(entry, context).filter(({ mode }) => mode === "ACCESS EXCLUSIVE");
      return entry.effects.destroys.some((gone) => gone.code === "rows" && isPartOf(gone, locks));
    });
    if (found === undefined) return [];
    const named = node !== undefined && "TruncateStmt" in node ? node.TruncateStmt.relations : [];
    const places = placesOf(
      namedRelations(statement.statement, named),
      (object) => locksOnOld(found.entry, context).some(({ relation }) => isNamed(object, relation.name)),
      undefined,
    );
    return places.map((at) => report(found, context, "truncate", { at }));
  },
  examples: [{ before: "CREATE TABLE carts (id bigint PRIMARY KEY);", bad: "TRUNCATE carts;" }],
});
