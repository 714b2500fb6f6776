import { isTable } from "../catalog/relations.ts";
import { displayName } from "../catalog/ids.ts";
import { enumerateFew } from "../timeline/words/lists.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { defineRule, type AnalysedStatement, type RuleContext } from "./rule.ts";
import { firstAffected, onSome, report } from "./support/affected.ts";

export const mixesPhases = defineRule({
  id: "mixes-phases",
  group: "breaking",
  severity: "info",
  strict: true,
  summary:
    "A migration that adds what the next version needs and removes what the running one uses fits no deployment",
  why: `What is added must be there before the application that uses it is deployed; what is removed must stay until no running
version uses it. A migration that does both is too late for one of them or too early for the other, and while a deployment is
under way both versions run.`,
  instead:
    "Two migrations: one that adds, run before the deployment, and one that removes, run once the old version is gone.",
  withoutPlan:
    "What is dropped has plans of its own, which wait for the deployment; move it to a later migration.",
  references: [],
  messages: {
    both: "No time to deploy fits: running code uses {gone}, which this removes, and the next version needs {added}. Remove it in a later migration.",
  },
  recipes: [],
  concerns: (statement) => onSome(statement, (entry) => removes(entry) || adds(entry)),
  section(context, concerned) {
    if (context.section.direction === "down") return [];
    const added = concerned.flatMap((statement) => addedBy(statement, context));
    if (added.length === 0) return [];
    const [first] = concerned.flatMap((statement) => {
      const gone = (entry: TimelineEntry) => goneIn(entry, context);
      const found = firstAffected(statement, (entry) => gone(entry).length > 0);
      return found === undefined ? [] : [{ found, statement, gone: gone(found.entry) }];
    });
    if (first === undefined) return [];
    const data = { gone: enumerateFew(first.gone, 1), added: enumerateFew([...new Set(added)], 1) };
    return [{ ...report(first.found, context, "both", { data }), statement: first.statement }];
  },
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY, name text);",
      bad: "ALTER TABLE users ADD COLUMN full_name text; ALTER TABLE users DROP COLUMN name;",
      good: "ALTER TABLE users ADD COLUMN full_name text;",
    },
  ],
});

const removing: readonly string[] = ["old-code-reads-column", "old-code-reads-table"];

function removes({ effects }: TimelineEntry): boolean {
  return effects.breaks.some(({ code }) => removing.includes(code));
}

function goneIn({ effects }: TimelineEntry, context: RuleContext): readonly string[] {
  const gone = effects.breaks.filter(
    ({ code, relation }) => removing.includes(code) && context.existed(relation.id),
  );
  return [
    ...new Set(
      gone.map(({ relation, part }) => (part === undefined ? relation.name : `${relation.name}.${part}`)),
    ),
  ];
}

function adds(entry: TimelineEntry): boolean {
  return newParts(entry).length > 0;
}

/** New columns of old tables; a rename gives an old column another name. */
function newParts({
  outcome,
  before,
}: TimelineEntry): readonly { readonly table: string; readonly name: string }[] {
  return outcome.changes.flatMap(({ collection, key, value }) => {
    if (collection !== "relation" || value === undefined) return [];
    const was = before.get("relation", key);
    if (!isTable(was) || !isTable(value)) return [];
    const known = new Set(was.columns.map(({ number }) => number));
    return value.columns
      .filter(({ number, local }) => local && !known.has(number))
      .map(({ name }) => ({ table: value.id, name: `${displayName(value)}.${name}` }));
  });
}

function addedBy(statement: AnalysedStatement, context: RuleContext): readonly string[] {
  const found = firstAffected(statement, adds);
  return found === undefined
    ? []
    : newParts(found.entry).flatMap(({ table, name }) => (context.existed(table) ? [name] : []));
}
