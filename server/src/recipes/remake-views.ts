import type { Catalog } from "../catalog/catalog.ts";
import { displayName } from "../catalog/ids.ts";
import { columnNamed, isTable, type Table, type View } from "../catalog/relations.ts";
import { truncateName } from "../sql/fragment.ts";
import { enumerate } from "../timeline/words/lists.ts";
import { relationIdOf } from "./inverse/scene.ts";
import { Spelling } from "./inverse/spelling.ts";
import { defineRecipe, type Plan, type RecipeFacts, type Refusal } from "./recipe.ts";
import { isInverseOf, retypeOf } from "./retype/target.ts";
import { givingWay } from "./support/givingWay.ts";
import { entryOf } from "./support/subject.ts";
import { dropView, viewsReading } from "./support/views.ts";
import { viewDifference } from "./support/viewDifference.ts";
import { foldedOn, waysBack, type DownOf } from "./support/waysBack.ts";

export const remakeViews = defineRecipe({
  id: "remake-views",
  title: "Drop the views that read the column, change it, and make them again in the same transaction",
  kind: "refactor.rewrite",
  summary:
    "PostgreSQL refuses to change the type of a column that a view reads. The views go, those that read others first, the type changes, and they come back in the opposite order with their options, owner, comments, privileges, rules, triggers and column defaults, as the migrations give them; what was given to a view by hand is not known here and has to be given again. All of it is one transaction, and its locks are held only briefly: whoever uses a view waits, and nobody finds it missing. Refused where the views cannot come back as they were, where a materialized view would have to be computed under the lock, or where the change itself reads or rewrites the table.",
  examples: [
    {
      before:
        "CREATE TABLE users (id bigint PRIMARY KEY, name varchar); CREATE VIEW named AS SELECT id, name FROM users WHERE name IS NOT NULL; COMMENT ON VIEW named IS 'Users with a name'; CREATE VIEW short AS SELECT id FROM named WHERE length(name) < 5;",
      bad: "ALTER TABLE users ALTER COLUMN name TYPE text;",
    },
  ],
  applies: (facts) => retypeOf(facts.statement.statement) !== undefined && viewsInTheWay(facts).length > 0,
  plan(facts) {
    const subject = subjectOf(facts);
    const views = viewsInTheWay(facts);
    if (subject === undefined || views.length === 0)
      return { refused: "No view stands in the way of this statement." };
    const filled = views.find(({ kind, populated }) => kind === "materialized-view" && populated);
    if (filled !== undefined)
      return {
        refused: `${displayName(filled)} would be computed anew while nobody can use ${subject.table.name}. Drop it in a migration before, make it again in one after; meanwhile whoever reads it fails.`,
      };
    return planOf(subject, views, facts);
  },
  isInverse: isInverseOf,
});

interface Subject {
  readonly catalog: Catalog;
  readonly table: Table;
  readonly column: string;
}

/** Only where a view is what the server refuses the statement for. */
function viewsInTheWay(facts: RecipeFacts): readonly View[] {
  const fails = entryOf(facts)?.outcome.effects.fails;
  if (fails?.when !== "always" || fails.sqlstate !== "0A000") return [];
  const subject = subjectOf(facts);
  const column = subject === undefined ? undefined : columnNamed(subject.table, subject.column);
  return subject === undefined || column === undefined
    ? []
    : viewsReading(subject.catalog, subject.table.id, column.number);
}

/** By the catalog: a statement that is refused has taken no lock by which to find its table. */
function subjectOf(facts: RecipeFacts): Subject | undefined {
  const retype = retypeOf(facts.statement.statement);
  const catalog = entryOf(facts)?.before;
  const id = retype && catalog ? relationIdOf(catalog, retype.relation) : undefined;
  const table = id === undefined ? undefined : catalog?.get("relation", id);
  return retype === undefined || catalog === undefined || !isTable(table)
    ? undefined
    : { catalog, table, column: retype.from };
}

function planOf(
  { catalog, table, column }: Subject,
  views: readonly View[],
  facts: RecipeFacts,
): Plan | Refusal {
  const spelling = new Spelling(catalog, facts.grammar);
  const drops = views.map((view) => dropView(view, spelling));
  const change = facts.statement.statement.text;
  const backs = waysBack(facts, [...drops, change], "single");
  const lost = backs.find((each) => "refused" in each);
  if (lost !== undefined) return { refused: `The views cannot go and come back: ${lost.refused}.` };
  const again = backs.slice(0, drops.length).toReversed().flatMap(statementsOf).map(accepted);
  const up = [...drops, change, ...again];
  const refused = obstacle(up, drops.length, views, table, facts);
  if (refused !== undefined) return { refused };
  const names = enumerate(views.map(displayName));
  return {
    recipe: "remake-views",
    title: `Change ${table.name}.${column} with ${names} made again`,
    name: truncateName(`retype_${table.name}_${column}`.toLowerCase().replace(/[^a-z0-9]+/g, "_")),
    steps: [
      {
        phase: "migrate",
        title: "Drop the views, change the type, make the views again",
        transaction: "own",
        up: [gone([...drops, change]), ...again],
        down: [gone([...drops, ...backs.slice(drops.length).flatMap(statementsOf)]), ...again],
      },
    ],
    pending: [],
    meant: up,
  };
}

/** Whoever reads both locks the views and the table in an order of his own. */
function gone(statements: readonly string[]): string {
  return givingWay({ locked: [], statements, restoresLimit: true });
}

/** Why it cannot be done so, by what the statements would do; `changes` is which of them changes the type. */
function obstacle(
  statements: readonly string[],
  changes: number,
  views: readonly View[],
  { name }: Table,
  facts: RecipeFacts,
): string | undefined {
  const entries = foldedOn(facts, statements, "single");
  const fails = entries
    .flatMap(({ outcome }) => outcome.effects.fails ?? [])
    .find(({ when }) => when === "always");
  if (fails !== undefined) return `The views do not fit the new type: ${fails.message}.`;
  const works = (entries[changes]?.outcome.effects.work.length ?? 0) > 0;
  if (works)
    return `The change reads or rewrites ${name} while nobody can use it or its views. Drop the views in a migration before and make them again in one after, if they can be missing meanwhile: the change of type then has a plan of its own.`;
  return viewDifference(entries, views, facts);
}

function statementsOf(back: DownOf): readonly string[] {
  return "refused" in back ? [] : back.statements;
}

/** What everybody may do with the new view everybody could do with the old one. */
function accepted(statement: string): string {
  return /^GRANT (?!SELECT ON ).* TO PUBLIC\b/s.test(statement)
    ? `-- lockkeeper-ignore opens-access: it was so before\n${statement}`
    : statement;
}
