import { defineRule } from "./rule.ts";
import { isPartOf } from "../timeline/risk.ts";
import { firstAffected, locksOnOld, report } from "./support/affected.ts";
import { droppedObjects, isNamed, placesOf } from "./support/namedObjects.ts";
import { phrase } from "./support/ranges.ts";

export const dropsTable = defineRule({
  id: "drops-table",
  group: "data",
  severity: "error",
  summary: "Dropping a table loses its data and locks every table that it references",
  why: `The data is gone for good, running code that uses the table fails, and every table to which it has a foreign key is
locked with ACCESS EXCLUSIVE as well.`,
  instead: `Make sure no running version uses it, drop its foreign keys one by one first, rename it for a while so that it
can come back, and drop it later.`,
  references: ["https://www.postgresql.org/docs/current/sql-droptable.html"],
  messages: { drop: "The table and its data are lost. It takes {locks}, which {blocks}, {duration}." },
  recipes: ["drop-table-in-phases"],
  statement(statement, context) {
    const found = firstAffected(statement, (entry) => {
      const locks = locksOnOld(entry, context);
      return entry.effects.destroys.some((gone) => gone.code === "table" && isPartOf(gone, locks));
    });
    if (found === undefined) return [];
    const { destroys } = found.entry.effects;
    const places = placesOf(
      droppedObjects(statement.statement),
      (object) => destroys.some(({ code, name }) => code === "table" && isNamed(object, name)),
      phrase(statement.statement, "drop"),
    );
    return places.map((at) => report(found, context, "drop", { at }));
  },
  examples: [{ before: "CREATE TABLE sessions (id bigint PRIMARY KEY);", bad: "DROP TABLE sessions;" }],
});
