import type { Catalog } from "../../catalog/catalog.ts";
import { displayName } from "../../catalog/ids.ts";
import {
  isIndex,
  isTable,
  type Constraint,
  type ForeignKeyConstraint,
  type Index,
  type KeyConstraint,
  type Table,
} from "../../catalog/relations.ts";
import type { Destruction } from "../../interpret/effects.ts";
import { isTakenForGiven } from "../inverse/openBefore.ts";
import type { RecipeFacts, Refusal } from "../recipe.ts";
import { soleTableCommand } from "../support/soleCommand.ts";
import { entryOf, tableNamed } from "../support/subject.ts";

/** A unique constraint or primary key that is dropped, in the catalog before. */
export interface KeyTarget {
  readonly catalog: Catalog;
  readonly table: Table;
  readonly key: KeyConstraint;
  readonly index: Index;
  /** What goes only because of CASCADE. */
  readonly cascaded: readonly Destruction[];
}

/** The constraint that an ALTER TABLE drops and nothing else, as written. */
export function constraintDropped(facts: RecipeFacts) {
  const found = soleTableCommand(facts.statement.statement);
  if (found === undefined || found.command.subtype !== "AT_DropConstraint") return undefined;
  const { name } = found.command;
  return name === undefined ? undefined : { relation: found.relation, name };
}

export function keyTarget(facts: RecipeFacts): KeyTarget | Refusal {
  const drop = constraintDropped(facts);
  const entry = entryOf(facts);
  if (drop === undefined || entry === undefined)
    return { refused: "Write DROP CONSTRAINT as an ALTER TABLE of its own first." };
  const { fails, destroys } = entry.outcome.effects;
  if (fails?.when === "always")
    return { refused: `This statement would fail, so there is nothing to make safe: ${fails.message}.` };
  const table = tableNamed(facts, drop.relation);
  const key = table?.constraints.find(({ name }) => name === drop.name);
  const index = key !== undefined && isKey(key) ? entry.before.get("relation", key.index) : undefined;
  if (table === undefined || key === undefined || !isKey(key) || !isIndex(index) || isTakenForGiven(key.id))
    return {
      refused: `No migration here creates ${drop.name}, so what relies on it is not known, nor how to bring it back. Set a baseline, or drop it in a migration of its own, with lock_timeout, once no running version relies on it.`,
    };
  const cascaded = destroys.filter(({ byCascade }) => byCascade === true);
  return { catalog: entry.before, table, key, index, cascaded };
}

function isKey(constraint: Constraint): constraint is KeyConstraint {
  const { kind } = constraint;
  return kind === "primary-key" || kind === "unique" || kind === "exclusion";
}

/** As the user would call it. */
export function nameOfKey({ table, key }: { table: Table; key: Pick<KeyConstraint, "name"> }): string {
  return `${displayName(table).replace(/^public\./, "")}.${key.name}`;
}

/** The foreign keys that refer to the key, the table's own too: only CASCADE takes those along. */
export function keysTo({
  catalog,
  table,
  index,
}: Pick<KeyTarget, "catalog" | "table" | "index">): readonly { from: Table; key: ForeignKeyConstraint }[] {
  return table.referencedBy.flatMap(({ table: id, constraint }) => {
    const from = catalog.get("relation", id);
    if (!isTable(from)) return [];
    return from.constraints.flatMap((key) =>
      key.id === constraint && key.kind === "foreign-key" && key.index === index.id ? [{ from, key }] : [],
    );
  });
}
