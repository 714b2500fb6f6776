import type { Destruction } from "../interpret/effects.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { defineRule, type RuleContext } from "./rule.ts";
import { commandsOf } from "./support/commands.ts";
import { firstAffected, locksOnOld, onSome, report } from "./support/affected.ts";
import { isBrief } from "./support/brief.ts";

export const dropsForeignKey = defineRule({
  id: "drops-foreign-key",
  group: "locking",
  severity: "warning",
  together: true,
  summary: "Dropping a foreign key stops reads and writes on the table that it references, too",
  why: `The triggers that check a foreign key stand on both tables, and both are locked with ACCESS EXCLUSIVE to take them away:
a query on either waits, and while the statement waits behind a long query on one, all later queries on both queue behind it.
The referenced table is often one that everything reads.`,
  instead:
    "Set a short `lock_timeout` and try again when it strikes; keep it the only statement of its transaction. Then nothing is found here.",
  withoutPlan:
    "The lock on both tables is needed for as long as it takes to write the catalog, so there is nothing to take apart: lock_timeout and another try are the way.",
  references: [
    "https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-DROP-CONSTRAINT",
    "src/backend/commands/tablecmds.c: ATExecDropConstraint",
  ],
  messages: { drop: "{waits}. Dropping this foreign key takes {locks}." },
  recipes: ["drop-with-its-column", "foreign-key-not-valid", "own-migration", "add-lock-timeout"],
  concerns: (statement) => onSome(statement, ({ effects }) => effects.destroys.some(isConstraint)),
  section: (context, concerned) =>
    concerned.flatMap((statement) =>
      commandsOf(statement.statement, ["AT_DropConstraint"]).flatMap(({ command, span }) => {
        const found = firstAffected(
          statement,
          (entry) => !isBrief(statement, entry, context) && locksBoth(entry, command.name ?? "", context),
        );
        return found === undefined ? [] : [{ ...report(found, context, "drop", { at: span }), statement }];
      }),
    ),
  examples: [
    {
      before:
        "CREATE TABLE users (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users);",
      bad: "ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey;",
      good: "ALTER TABLE orders ALTER CONSTRAINT orders_user_id_fkey DEFERRABLE;",
    },
  ],
});

function isConstraint({ code }: Destruction): boolean {
  return code === "constraint";
}

/** Whether the constraint goes, as one that is known to be a foreign key, and another table is locked for it. */
function locksBoth(entry: TimelineEntry, name: string, context: RuleContext): boolean {
  const gone = entry.effects.destroys.find((one) => isConstraint(one) && one.name.endsWith(`.${name}`));
  const table = entry.before.get("relation", gone?.relation?.id ?? "");
  if (table === undefined || !("constraints" in table)) return false;
  const constraint = table.constraints.find((one) => one.name === name);
  return (
    constraint?.kind === "foreign-key" &&
    locksOnOld(entry, context).some(
      ({ relation, mode }) =>
        relation.id === constraint.references && relation.id !== table.id && mode === "ACCESS EXCLUSIVE",
    )
  );
}
