import { displayName } from "../../catalog/ids.ts";
import { isTable, isView } from "../../catalog/relations.ts";
import type { DomainConstraint, DomainType } from "../../catalog/types.ts";
import { renameColumnIn } from "../../interpret/expressions/columns.ts";
import { qualified, type Sql } from "../../sql/fragment.ts";
import type { RecipeFacts, Refusal } from "../recipe.ts";
import { expressionSql } from "../support/expressionSql.ts";
import { catalogOf, entryOf, setsSearchPath } from "../support/subject.ts";

/** A column of a domain, with what the domain's CHECK says of it. */
export interface DomainColumn {
  readonly relation: Sql;
  readonly label: string;
  readonly check: Sql;
}

/** The columns whose rows the statement reads; refused where some hold the domain in another way. */
export function domainColumns(
  facts: RecipeFacts,
  { id, name }: DomainType,
  { expression }: DomainConstraint,
): readonly DomainColumn[] | Refusal {
  const catalog = catalogOf(facts);
  const read = new Set(entryOf(facts)?.effects.work.map(({ relation }) => relation.id));
  if (catalog === undefined || expression === undefined)
    return { refused: `The domain ${name} is not known.` };
  if (facts.section.transaction === "all-pending")
    return {
      refused: `${facts.tool.label} runs all pending migrations in one transaction, and the constraint counts for others only once that has ended. Run each in a transaction of its own first.`,
    };
  if (setsSearchPath(facts))
    return {
      refused:
        "The file sets a search path, which the steps after it would lack. Write schemas before names.",
    };
  const found: DomainColumn[] = [];
  for (const relation of catalog.all("relation").values()) {
    if (!read.delete(relation.id) || !(isTable(relation) || isView(relation))) continue;
    for (const column of relation.columns) {
      if (column.type.id !== id) continue;
      const check = expressionSql(renameColumnIn(expression, "value", column.name), facts.grammar);
      if (check === undefined || column.type.array)
        return {
          refused: `${column.name} of ${displayName(relation)} is an array of the domain, or its CHECK cannot be written down for it.`,
        };
      const schema = relation.schema === "public" ? undefined : relation.schema;
      const label = `${relation.name}.${column.name}`;
      found.push({ relation: qualified(schema, relation.name), label, check });
    }
    if (!relation.columns.some(({ type }) => type.id === id))
      return {
        refused: `${displayName(relation)} has a column of which the domain ${name} is only a part. Add the CHECK to its columns instead.`,
      };
  }
  return read.size === 0 && found.length > 0
    ? found
    : { refused: `Not all columns that have the domain ${name} are known.` };
}
