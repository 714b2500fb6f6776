import type { ServerVersion } from "../serverVersion.ts";
import { indexed } from "./data.ts";
import lines from "./systemRelations.json" with { type: "json" };

/** A catalog, a view, or a view that takes UPDATE, of pg_catalog or information_schema. */
export type SystemRelationKind = "catalog" | "view" | "updatable-view";

const kinds: Readonly<Record<string, SystemRelationKind>> = { r: "catalog", u: "updatable-view", v: "view" };
const find = indexed(lines, 2, 1);

/** What a relation of the server itself is; undefined where a server of that major has none of that name. */
export function systemRelationKind(
  schema: "pg_catalog" | "information_schema",
  name: string,
  server: ServerVersion,
): SystemRelationKind | undefined {
  const found = find(schema === "pg_catalog" ? name : `${schema}.${name}`, server);
  return kinds[found?.[1] ?? ""];
}
