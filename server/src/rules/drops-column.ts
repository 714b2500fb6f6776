import type { Destruction } from "../interpret/effects.ts";
import { enumerateFew } from "../timeline/words/lists.ts";
import { defineRule, type AnalysedStatement, type Report, type RuleContext } from "./rule.ts";
import { commandsOf } from "./support/commands.ts";
import { firstAffected, report } from "./support/affected.ts";

export const dropsColumn = defineRule({
  id: "drops-column",
  group: "breaking",
  severity: "warning",
  summary: "Dropping a column breaks running code that still reads or writes it, and loses its data",
  why: `The drop is instant, but running queries that name the column fail from then on, and indexes and constraints that
use it go with it in silence. Where it carries a foreign key, the **referenced** table is locked too.`,
  instead: `Deploy an application version that no longer uses the column first, then drop it. Drop a foreign key on it in a
migration of its own before.`,
  references: ["https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-DROP-COLUMN"],
  messages: {
    cascade:
      "Columns go with what is dropped, and their data is lost: {gone}. It takes {locks}, which {blocks}, {duration}.",
    anew: "The values of this column are lost: the column that takes its name begins without them. It takes {locks}, which {blocks}, {duration}.",
    drop: "Running code that still uses this column fails, and its data is lost.{also} It takes {locks}, which {blocks}, {duration}.",
  },
  recipes: ["split-or-merge-columns", "drop-column-in-phases"],
  statement(statement, context) {
    const commands = commandsOf(statement.statement, ["AT_DropColumn"]);
    if (commands.length === 0) return byCascade(statement, context);
    const found = firstAffected(statement, ({ effects }) =>
      effects.breaks.some(
        ({ code, relation }) => code === "old-code-reads-column" && context.existed(relation.id),
      ),
    );
    if (found === undefined) return madeAnew(statement, commands, context);
    const { breaks, destroys } = found.entry.effects;
    const gone = commands.filter(({ command: { name } }) =>
      breaks.some(({ code, part }) => code === "old-code-reads-column" && part === name),
    );
    const dropped = gone.length === 0 ? commands.slice(0, 1) : gone;
    // An index that is a constraint's goes with that.
    const constraints = new Set(
      destroys.flatMap(({ code, name }) => (code === "constraint" ? [lastName(name)] : [])),
    );
    const also = alsoGone(
      dropped.length,
      destroys.filter(
        ({ implied, code, name }) => implied && !(code === "index" && constraints.has(lastName(name))),
      ),
    );
    return dropped.map(({ span }, position) =>
      report(found, context, "drop", { at: span, data: { also: position === 0 ? also : "" } }),
    );
  },
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY, nickname text);",
      bad: "ALTER TABLE users DROP COLUMN nickname;",
    },
  ],
});

function lastName(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}

/** What goes along with some columns without having been named. */
function alsoGone(columns: number, gone: readonly Destruction[]): string {
  if (gone.length === 0) return "";
  return ` With ${columns === 1 ? "it" : "them"} ${gone.length === 1 ? "goes" : "go"} ${enumerateFew(gone.map(({ code, name }) => (code === "other" ? name : `the ${code} ${name}`)))}.`;
}

/** DROP COLUMN v, ADD COLUMN v: code goes on, with other values. */
function madeAnew(
  statement: AnalysedStatement,
  commands: ReturnType<typeof commandsOf>,
  context: RuleContext,
): readonly Report[] {
  const found = firstAffected(statement, ({ effects }) =>
    effects.destroys.some((one) => isLost(one, context)),
  );
  if (found === undefined) return [];
  const lost = found.entry.effects.destroys.filter((one) => isLost(one, context));
  return commands
    .filter(({ command }) => lost.some(({ name }) => lastName(name) === command.name))
    .map(({ span }) => report(found, context, "anew", { at: span }));
}

function isLost({ code, loses, relation }: Destruction, context: RuleContext): boolean {
  return code === "column" && loses === "data" && relation !== undefined && context.existed(relation.id);
}

/** DROP TYPE … CASCADE and its kin take columns along that they do not name. */
function byCascade(statement: AnalysedStatement, context: RuleContext): readonly Report[] {
  const found = firstAffected(statement, ({ effects }) =>
    effects.destroys.some((one) => isLost(one, context)),
  );
  if (found === undefined) return [];
  const gone = enumerateFew(
    found.entry.effects.destroys.filter((one) => isLost(one, context)).map(({ name }) => name),
    5,
  );
  return [report(found, context, "cascade", { data: { gone } })];
}
