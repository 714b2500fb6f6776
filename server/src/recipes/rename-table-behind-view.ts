import { displayName } from "../catalog/ids.ts";
import { defineRecipe, type Plan, type RecipeFacts, type Refusal } from "./recipe.ts";
import { nameSql, readRenamedState, type RenamedState } from "./renamed/state.ts";
import { renamedContract, renameStep } from "./renamed/steps.ts";
import { nameInBodies } from "./renamed/bodies.ts";
import { namesOf, tableRename } from "./renamed/target.ts";
import { catalogOf, entryOf, tableNamed } from "./support/subject.ts";
import { rolloutId } from "./support/rolloutId.ts";

export const renameTableBehindView = defineRecipe({
  id: "rename-table-behind-view",
  title:
    "Rename the table and leave a view under the old name, through which the old version reads and writes",
  kind: "refactor.rewrite",
  summary:
    "In one short transaction the table gets its new name or schema and an updatable view takes the old one, so that both versions of the application read and write the same rows. The view belongs to the table's owner, and everybody has the rights on it that they have on the table. Where all targets are 15 or newer it is a `security_invoker` view: rights and row level security are those of whoever uses it; before 15 they would be the owner's, so a table with row level security is refused there. INSERT, UPDATE, DELETE, RETURNING, ON CONFLICT with columns, defaults, identity columns, triggers and FOR UPDATE work through the view. These do not, so look for them in the old version: ON CONFLICT ON CONSTRAINT, MERGE before 17, TRUNCATE, COPY, TABLESAMPLE, WHERE CURRENT OF, `ctid` and other system columns, GROUP BY the primary key alone, `pg_get_serial_sequence` (it gives NULL), and whatever alters the table under its old name. Indexes, constraints and sequences keep their names; SET SCHEMA takes them along, so a sequence that the old version names with its schema is not found. Columns that are added meanwhile do not show in the view. Finishing the rollout drops the view.",
  examples: [
    {
      before: "CREATE TABLE users (id bigserial PRIMARY KEY, mail text UNIQUE);",
      bad: "ALTER TABLE users RENAME TO members;",
    },
    {
      before: "CREATE SCHEMA crm; CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY, mail text);",
      bad: "ALTER TABLE users SET SCHEMA crm;",
    },
  ],
  applies: (facts) =>
    tableRename(facts.statement.statement) !== undefined &&
    entryOf(facts)?.effects.breaks.some(({ code }) => code === "old-code-reads-table") === true,
  plan,
  isInverse(candidate, facts) {
    const rename = tableRename(facts.statement.statement);
    const other = tableRename(candidate);
    if (rename === undefined || other?.of !== rename.of) return false;
    const { relname, schemaname } = rename.relation;
    return rename.of === "name"
      ? other.relation.relname === rename.to && other.to === relname
      : other.relation.relname === relname &&
          other.relation.schemaname === rename.to &&
          other.to === (schemaname ?? tableNamed(facts, rename.relation)?.schema);
  },
  resume(state) {
    const known = readRenamedState(state);
    return known === undefined ? undefined : renamedContract(known);
  },
});

function plan(facts: RecipeFacts): Plan | Refusal {
  const rename = tableRename(facts.statement.statement);
  const names = rename === undefined ? undefined : namesOf(rename, facts);
  if (rename === undefined || names === undefined)
    return { refused: "The schema that the table is in now is not known. Write it before its name." };
  const refused = obstacleOf(facts);
  if (refused !== undefined) return { refused };
  const table = tableNamed(facts, rename.relation);
  const state: RenamedState = {
    version: 1,
    ...names,
    ...(table === undefined || table.open === true || table.columns.length === 0
      ? {}
      : { columns: table.columns.map(({ name }) => name) }),
    invoker: hasInvoker(facts),
  };
  const from = nameSql(state.from).text;
  const to = nameSql(state.to).text;
  const id = rolloutId("rename", ...wordsOf(state.from), "to", ...wordsOf(state.to));
  return {
    recipe: "rename-table-behind-view",
    title: `Rename ${from} to ${to} while old and new versions run side by side`,
    name: id,
    rollout: { id, state },
    steps: [renameStep(state)],
    pending: [renamedContract(state)],
  };
}

function wordsOf({ schema, table }: RenamedState["from"]): readonly string[] {
  return schema === undefined ? [table] : [schema, table];
}

function hasInvoker({ majors }: RecipeFacts): boolean {
  return majors.every((major) => major >= 15);
}

function obstacleOf(facts: RecipeFacts): string | undefined {
  const rename = tableRename(facts.statement.statement);
  const table = rename === undefined ? undefined : tableNamed(facts, rename.relation);
  const { fails } = entryOf(facts)?.outcome.effects ?? {};
  if (fails !== undefined)
    return `This statement would fail, so there is nothing to make safe: ${fails.message}.`;
  if (rename === undefined || table === undefined) return undefined;
  const catalog = catalogOf(facts);
  const schema = rename.of === "schema" ? table.schema : undefined;
  const named =
    catalog === undefined ? undefined : nameInBodies({ name: table.name, schema }, catalog, facts);
  if (named !== undefined || hasInvoker(facts)) return named;
  return table.rowSecurity.enabled
    ? `${displayName(table)} has row level security, and before PostgreSQL 15 a view reads and writes with its owner's rights, past the policies.`
    : undefined;
}
