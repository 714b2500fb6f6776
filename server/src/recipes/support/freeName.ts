import type { Catalog } from "../../catalog/catalog.ts";
import { isTable, isView, type Table } from "../../catalog/relations.ts";
import { truncateName } from "../../sql/fragment.ts";
import type { RecipeFacts } from "../recipe.ts";

/** What a name is given to; the name spaces of PostgreSQL. */
export type NameSpace =
  /** Tables, indexes, sequences, views and types share one for each schema. */
  | { readonly of: "relation" }
  /** Overloads count as taken: what replaces or drops one should not have to tell them apart. */
  | { readonly of: "function" }
  | { readonly of: "constraint" | "trigger" | "column"; readonly table: Table };

/**
 * Chooses names for what a plan makes for a while: within 63 bytes, and such that nobody has them, on no major, when
 * the plan begins or at any time until it ends. What the plan drops or renames is then its own.
 */
export class FreeNames {
  readonly #facts: RecipeFacts;
  readonly #given = new Set<string>();
  #later: ReadonlySet<string> | undefined;

  constructor(facts: RecipeFacts) {
    this.#facts = facts;
  }

  /** `base` + `suffix`, or with the first number behind it that makes the name free. */
  choose(base: string, suffix: string, ...spaces: readonly NameSpace[]): string {
    for (let number = 1; ; number++) {
      const name = truncateName(base, number === 1 ? suffix : `${suffix}_${number}`);
      if (this.#isFree(name, spaces)) {
        this.#given.add(name);
        return name;
      }
    }
  }

  #isFree(name: string, spaces: readonly NameSpace[]): boolean {
    if (this.#given.has(name)) return false;
    this.#later ??= namesLater(this.#facts);
    if (this.#later.has(name)) return false;
    // Dynamic SQL is not always followed, but names stand in it.
    if (this.#facts.later().some(({ statement }) => statement.text.includes(name))) return false;
    return [...this.#facts.statement.entries.values()].every(({ before }) =>
      spaces.every((space) => !has(before, name, space)),
    );
  }
}

function has(catalog: Catalog, name: string, space: NameSpace): boolean {
  switch (space.of) {
    case "relation":
      // In any schema: an unqualified name may come to mean another one.
      return hasName(catalog, "relationName", name) || hasName(catalog, "typeName", name);
    case "function":
      return hasName(catalog, "functionName", name);
    default:
      return family(catalog, space.table).some((table) => partsOf(table)[space.of].includes(name));
  }
}

function hasName(
  catalog: Catalog,
  collection: "relationName" | "typeName" | "functionName",
  name: string,
): boolean {
  for (const schema of catalog.all("schema").keys())
    if (catalog.get(collection, `${schema}\u0000${name}`) !== undefined) return true;
  return false;
}

/** A table and all that inherit from it, which get its columns and constraints. */
function family(catalog: Catalog, { id }: Table): readonly Table[] {
  const found = new Map<string, Table>();
  const visit = (each: Table["id"]): void => {
    const table = catalog.get("relation", each);
    if (!isTable(table) || found.has(each)) return;
    found.set(each, table);
    table.children.forEach(visit);
  };
  visit(id);
  return [...found.values()];
}

function partsOf({ constraints, triggers, columns }: Table) {
  return {
    constraint: constraints.map(({ name }) => name),
    trigger: triggers.map(({ name }) => name),
    column: columns.map(({ name }) => name),
  };
}

/** Every name that a later statement gives to something, whatever it is. */
function namesLater(facts: RecipeFacts): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { entries } of facts.later())
    for (const { outcome } of entries.values())
      for (const { collection, key, value } of outcome.changes) {
        if (collection === "relationName" || collection === "typeName" || collection === "functionName")
          names.add(key.slice(key.indexOf("\u0000") + 1));
        if (collection !== "relation" || value === undefined) continue;
        if (isTable(value)) for (const each of Object.values(partsOf(value)).flat()) names.add(each);
        else if (isView(value)) for (const { name } of value.triggers) names.add(name);
      }
  return names;
}
