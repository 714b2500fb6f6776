import type { KeyTarget } from "./targetKey.ts";

/** The functions of the history whose bodies have an ON CONFLICT and name the key's table, as the user calls them. */
export function upserting({ catalog, table }: Pick<KeyTarget, "catalog" | "table">): readonly string[] {
  const word = new RegExp(`(^|[^\\w])${table.name.replaceAll(/[^\w]/g, "\\$&")}($|[^\\w])`, "i");
  return [...catalog.all("function").values()]
    .filter(({ body = "" }) => /\bon\s+conflict\b/i.test(body) && word.test(body))
    .map(({ schema, name }) => (schema === "public" ? name : `${schema}.${name}`));
}
