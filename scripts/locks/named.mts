import type { Node, RangeVar } from "@pgsql/types";
import type { Catalog } from "../../server/src/catalog/catalog.ts";
import { nameKey, type RelationId } from "../../server/src/catalog/ids.ts";
import { stringsOf } from "../../server/src/interpret/nodes.ts";

/** A relation that a statement names, with the keys of the parse tree on the way to it, outermost first. */
export interface Named {
  readonly id: RelationId;
  readonly path: readonly string[];
}

/** The relations that a statement names, whatever names them: range variables, and lists of names as DROP has them. */
export function namedIn(node: Node, catalog: Catalog): readonly Named[] {
  const found: Named[] = [];
  const visit = (value: unknown, path: readonly string[]): void => {
    if (Array.isArray(value)) {
      const id = catalogName(catalog, stringsOf(value.filter(isNode)));
      if (id !== undefined && value.length > 0) found.push({ id, path });
      for (const item of value) visit(item, path);
      return;
    }
    if (typeof value !== "object" || value === null) return;
    if (isRange(value)) {
      const id = idOf(catalog, value.schemaname, value.relname);
      if (id !== undefined) found.push({ id, path });
    }
    for (const [key, inner] of Object.entries(value)) {
      const name =
        nameKeys.has(key) && typeof inner === "string" ? idOf(catalog, undefined, inner) : undefined;
      if (name !== undefined) found.push({ id: name, path: [...path, key] });
      visit(inner, [...path, key]);
    }
  };
  visit(node, []);
  return found;
}

/** Where a bare string is the name of an index. */
const nameKeys: ReadonlySet<string> = new Set(["indexname", "name", "sval"]);

/** `[t]`, `[schema, t]`, and `[t, part]`, as in COMMENT ON COLUMN t.part or DROP TRIGGER part ON t. */
function catalogName(catalog: Catalog, names: readonly string[]): RelationId | undefined {
  const [first, second, third] = names;
  if (first === undefined) return undefined;
  if (second === undefined) return idOf(catalog, undefined, first);
  return idOf(catalog, first, second) ?? (third === undefined ? idOf(catalog, undefined, first) : undefined);
}

function idOf(
  catalog: Catalog,
  schema: string | undefined,
  name: string | undefined,
): RelationId | undefined {
  if (name === undefined) return undefined;
  return catalog.get("relationName", nameKey({ schema: schema ?? "public", name }));
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null;
}

function isRange(value: object): value is RangeVar {
  return "relname" in value && typeof value.relname === "string";
}
