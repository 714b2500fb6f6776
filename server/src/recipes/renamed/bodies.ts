import type { Catalog } from "../../catalog/catalog.ts";
import { displayName } from "../../catalog/ids.ts";
import { isTable } from "../../catalog/relations.ts";
import { identifierOf, type Token } from "../../sql/tokens.ts";
import type { RecipeFacts } from "../recipe.ts";
import { bodiesRun, tokensOfBody } from "../support/bodies.ts";

const beforeTable: ReadonlySet<string> = new Set([
  "from",
  "join",
  "into",
  "update",
  "only",
  "table",
  "using",
]);

/**
 * Why a table's old name must not go, in words: a trigger runs a function that goes on using it. `schema` is given
 * where the name alone still leads to the table.
 */
export function nameInBodies(
  { name, schema }: { readonly name: string; readonly schema?: string | undefined },
  catalog: Catalog,
  facts: RecipeFacts,
): string | undefined {
  for (const table of catalog.all("relation").values())
    for (const trigger of isTable(table) ? table.triggers : []) {
      const body = bodiesRun(trigger, catalog, facts).at(-1);
      if (body === undefined) continue;
      if (tokensOfBody(body).some(isTableIn(name, schema)))
        return `The trigger ${trigger.name} of ${displayName(table)} runs ${body.name}(), which names ${name} and goes on doing so: it would fail once the old name is gone. Replace the function by one that uses the new name, behind this statement.`;
    }
  return undefined;
}

function isTableIn(name: string, schema: string | undefined) {
  return (token: Token, at: number, all: readonly Token[]): boolean => {
    const wordAt = (index: number): string => {
      const word = all[index];
      return word === undefined ? "" : (identifierOf(word) ?? word.text);
    };
    if (identifierOf(token) !== name) return false;
    const isQualified = wordAt(at - 1) === ".";
    if (schema !== undefined) return isQualified && wordAt(at - 2) === schema;
    return beforeTable.has(wordAt(isQualified ? at - 3 : at - 1));
  };
}
