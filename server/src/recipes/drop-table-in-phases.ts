import { isTable, type Table } from "../catalog/relations.ts";
import { ident, literal, sql } from "../sql/fragment.ts";
import { inPhases } from "./drop/inPhases.ts";
import { Partings, type Parting } from "./drop/parting.ts";
import { restoresTable } from "./drop/restoresTable.ts";
import { fillUnlessKept, tableFills } from "./drop/fillsBack.ts";
import { foreignKeysTo, tableObstacle } from "./drop/tableObstacles.ts";
import { dropTableOf, nameOfTable, tableTarget, type TableTarget } from "./drop/targetTable.ts";
import { defineRecipe, type PendingPhase, type Plan, type RecipeFacts, type Refusal } from "./recipe.ts";
import { FreeNames } from "./support/freeName.ts";
import { allAtOnce } from "./support/givingWay.ts";
import { recallPhase, rememberPhase } from "./support/rememberedPhase.ts";
import { rolloutId } from "./support/rolloutId.ts";
import { foldedOn, waysBack } from "./support/waysBack.ts";

export const dropTableInPhases = defineRecipe({
  id: "drop-table-in-phases",
  title: "Rename the table aside, and drop it once nobody has missed it",
  kind: "refactor.rewrite",
  summary:
    "Instead of being dropped, the table gets another name, under a brief lock: whoever still uses it notices, and giving the name back brings it back with all rows, indexes and grants. The drop waits as a rollout. Finishing that drops the foreign keys first, each in a transaction of its own, since each locks the other table too, and then the table, which nobody uses any more. The down makes the table again, without its rows. Running versions that still use the table fail from the rename on, as they would from the drop on: deploy one that does not first.",
  examples: [
    {
      before: "CREATE TABLE sessions (id bigint PRIMARY KEY, token text UNIQUE);",
      bad: "DROP TABLE sessions;",
    },
    {
      before:
        "CREATE TABLE users (id bigint PRIMARY KEY); CREATE TABLE plans (id bigint PRIMARY KEY); CREATE TABLE trials (id bigserial PRIMARY KEY, user_id bigint REFERENCES users (id), plan_id bigint REFERENCES plans (id)); CREATE INDEX trials_user_id ON trials (user_id);",
      bad: "DROP TABLE trials;",
    },
  ],
  applies: (facts) =>
    facts.section.direction === "up" &&
    !facts.endsRollout &&
    dropTableOf(facts.statement.statement) !== undefined &&
    [...facts.statement.entries.values()].some(({ effects }) => effects.locks.length > 0),
  plan,
  isInverse({ node }, facts) {
    const name = dropTableOf(facts.statement.statement);
    return node !== undefined && "CreateStmt" in node && node.CreateStmt.relation?.relname === name;
  },
  restoresPart: restoresTable,
  resume: recallPhase,
});

function plan(facts: RecipeFacts): Plan | Refusal {
  const target = tableTarget(facts);
  if ("refused" in target) return target;
  const refused = tableObstacle(target, facts);
  if (refused !== undefined) return { refused };
  const { table, catalog } = target;
  const aside = new FreeNames(facts).choose(table.name, "_dropped", { of: "relation" });
  const { spelling } = new Partings(catalog, facts);
  const name = spelling.name(table);
  const renamed = spelling.name({ schema: table.schema, name: aside });
  const rename = sql`ALTER TABLE IF EXISTS ${name} RENAME TO ${ident(aside)}`.text;
  const pending = contract(target, aside, rename, facts);
  if ("refused" in pending) return pending;
  const id = rolloutId("drop", table.name);
  return {
    recipe: "drop-table-in-phases",
    title: `Drop ${nameOfTable(table)} once nobody has missed it`,
    name: id,
    rollout: { id, state: rememberPhase(pending) },
    steps: [
      {
        phase: "expand",
        title: `Rename it to ${aside}: nothing is lost yet, and the down gives it its name again`,
        transaction: "same",
        up: [`-- lockkeeper-ignore renames-table: it is about to be dropped\n${rename}`],
        down: [sql`ALTER TABLE IF EXISTS ${renamed} RENAME TO ${ident(table.name)}`.text],
        deployBefore: `a version of the application that does not use ${table.name}, everywhere`,
      },
    ],
    pending: [pending],
  };
}

/** The end: foreign keys one by one, then the table. */
function contract(
  target: TableTarget,
  aside: string,
  rename: string,
  facts: RecipeFacts,
): PendingPhase | Refusal {
  const catalog = foldedOn(facts, [rename]).at(-1)?.after;
  const table = catalog?.get("relation", target.table.id);
  if (catalog === undefined || !isTable(table)) return { refused: "The table cannot be renamed." };
  const partings = new Partings(catalog, facts);
  const keys = foreignKeys(table, { ...target, catalog, table }, partings);
  const refused = keys.find((each) => "refused" in each);
  if (refused !== undefined) return refused;
  const apart = keys.flatMap((each) => ("refused" in each ? [] : [each]));
  const name = partings.spelling.name(table);
  const drop = sql`DROP TABLE IF EXISTS ${name}`.text;
  const back = waysBack(facts, [rename, ...apart.map(({ bare }) => bare), drop]).at(-1);
  if (back === undefined || "refused" in back)
    return {
      refused: `${nameOfTable(target.table)} could not be made again: ${back?.refused ?? "unknown"}.`,
    };
  return inPhases({
    what: aside,
    partings: apart,
    proofs: [],
    finish: {
      phase: "contract",
      title: `Drop ${aside}, since nobody has missed ${target.table.name}; its rows do not come back`,
      suffix: "finish",
      transaction: "own",
      up: [
        `-- lockkeeper-ignore drops-table: nobody has missed it under its old name\n${isPlain(table) ? drop : allAtOnce([drop])}`,
      ],
      down: [...back.statements, ...fillUnlessKept(name, tableFills(target.table, facts))],
    },
    deployBefore: undefined,
    stop: undefined,
    preconditions: [
      {
        label: `${nameOfTable(target.table)} is renamed to ${aside}`,
        query: sql`SELECT pg_catalog.to_regclass(${literal(name.text)}) IS NOT NULL`.text,
      },
    ],
  });
}

/** Without partitions and tables that inherit from it. */
function isPlain({ kind, children }: Table): boolean {
  return kind === "table" && children.length === 0;
}

/** Those of partitioned tables could not come back NOT VALID, so they go with their table. */
function foreignKeys(table: Table, target: TableTarget, partings: Partings): readonly (Parting | Refusal)[] {
  const own = table.constraints.flatMap((key) =>
    key.kind === "foreign-key" && key.references !== table.id && isPlain(table)
      ? [partings.foreignKey(table, key)]
      : [],
  );
  const incoming = foreignKeysTo(target).map(({ from, key }) => partings.foreignKey(from, key));
  return [...incoming, ...own];
}
