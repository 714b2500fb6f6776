import type { AlterDomainStmt } from "@pgsql/types";
import type { DomainConstraint, DomainType } from "../catalog/types.ts";
import { ident, qualified, sql, truncateName, type Sql } from "../sql/fragment.ts";
import { tokensOf } from "../sql/tokens.ts";
import { domainColumns, type DomainColumn } from "./domain/columns.ts";
import { addDomainConstraintOnce, proofSql } from "./domain/steps.ts";
import { defineRecipe, type Plan, type RecipeFacts, type Refusal } from "./recipe.ts";
import { entryOf } from "./support/subject.ts";

export const domainCheckNotValid = defineRecipe({
  id: "domain-check-not-valid",
  title: "Add the domain's CHECK NOT VALID, and prove the old rows while writes go on",
  kind: "quickfix",
  summary:
    "VALIDATE CONSTRAINT of a domain stops the writes of every table that uses it until the last one is read, as adding it does, up to PostgreSQL 18. Here the CHECK is added NOT VALID, which locks no table and counts for every new value. A migration of its own then waits until those who were writing have ended, and reads all columns of the domain in one query, under no lock that stops anybody; it fails where a row violates the CHECK, and may be run again. The difference that stays: the server marks the constraint NOT VALID, on which nothing acts. ALTER DOMAIN … VALIDATE CONSTRAINT removes the mark, when writes can wait.",
  examples: [
    {
      before: "CREATE DOMAIN email AS text; CREATE TABLE users (id bigint PRIMARY KEY, address email);",
      bad: "ALTER DOMAIN email ADD CONSTRAINT has_at CHECK (VALUE LIKE '%@%');",
    },
  ],
  applies: (facts) => alterOf(facts) !== undefined && (entryOf(facts)?.effects.work.length ?? 0) > 0,
  plan,
  isInverse(candidate, facts) {
    const { node } = candidate;
    const added = addedBy(facts);
    if (added === undefined || node === undefined || !("AlterDomainStmt" in node)) return false;
    const { subtype, name, typeName } = node.AlterDomainStmt;
    const last = typeName?.at(-1);
    const isSame = last !== undefined && "String" in last && last.String.sval === added.domain.name;
    return subtype === "X" && name === added.constraint.name && isSame;
  },
});

/** ADD CONSTRAINT that is not NOT VALID already, or SET NOT NULL. */
function alterOf({ statement }: RecipeFacts): AlterDomainStmt | undefined {
  const { node } = statement.statement;
  if (node === undefined || !("AlterDomainStmt" in node)) return undefined;
  const { subtype, def } = node.AlterDomainStmt;
  const isNotValid = def !== undefined && "Constraint" in def && def.Constraint.skip_validation === true;
  return (subtype === "C" && !isNotValid) || subtype === "O" ? node.AlterDomainStmt : undefined;
}

/** The domain as the statement leaves it, with the constraint that it adds. */
function addedBy(
  facts: RecipeFacts,
): { readonly domain: DomainType; readonly constraint: DomainConstraint } | undefined {
  const entry = entryOf(facts);
  for (const { collection, key, value } of entry?.outcome.changes ?? []) {
    if (collection !== "type" || value?.kind !== "domain") continue;
    const before = entry?.before.get("type", key);
    const known = before?.kind === "domain" ? before.constraints : [];
    const constraint = value.constraints.find(({ name }) => !known.some((each) => each.name === name));
    if (constraint !== undefined) return { domain: value, constraint };
  }
  return undefined;
}

function plan(facts: RecipeFacts): Plan | Refusal {
  const { fails } = entryOf(facts)?.outcome.effects ?? {};
  if (fails?.when === "always")
    return { refused: `This statement would fail, so there is nothing to make safe: ${fails.message}.` };
  const added = addedBy(facts);
  if (alterOf(facts)?.subtype === "O" || added?.constraint.kind === "not-null")
    return {
      refused:
        "NOT NULL of a domain cannot be added NOT VALID. ADD CONSTRAINT … CHECK (VALUE IS NOT NULL) on the domain can, and so can NOT NULL on each column by a CHECK.",
    };
  if (added === undefined) return { refused: "The domain is not known." };
  const columns = domainColumns(facts, added.domain, added.constraint);
  return "refused" in columns ? columns : planOf(facts, added, columns);
}

function planOf(
  facts: RecipeFacts,
  { domain, constraint }: NonNullable<ReturnType<typeof addedBy>>,
  columns: readonly DomainColumn[],
): Plan {
  const name = nameOfDomain(domain);
  const add = notValid(facts);
  const on = columns.map(({ label }) => label).join(", ");
  return {
    recipe: "domain-check-not-valid",
    title: `Add ${constraint.name} to the domain ${domain.name} while writes go on`,
    name: truncateName(`add_${constraint.name}`.toLowerCase().replace(/[^a-z0-9]+/g, "_")),
    meant: [add],
    steps: [
      {
        phase: "expand",
        title: "Add the constraint for new values; no table is locked or read",
        transaction: "own",
        up: [addDomainConstraintOnce(name, constraint.name, add)],
        down: [sql`ALTER DOMAIN ${name} DROP CONSTRAINT IF EXISTS ${ident(constraint.name)}`.text],
      },
      {
        phase: "migrate",
        title: `Wait for those who were writing, then stop unless it holds for every row of ${on}; the mark NOT VALID stays`,
        suffix: "prove",
        transaction: "own",
        up: [proofSql(constraint.name, columns)],
        down: [],
      },
    ],
    pending: [],
  };
}

function nameOfDomain({ schema, name }: DomainType): Sql {
  return qualified(schema === "public" ? undefined : schema, name);
}

/** The user's statement with NOT VALID behind its last word. */
function notValid({ statement: { statement } }: RecipeFacts): string {
  const end = tokensOf(statement).at(-1)?.span.end ?? statement.text.length;
  return `${statement.text.slice(0, end)} NOT VALID`;
}
