import { nameKey, type QualifiedName } from "../ids.ts";

/* The keys by which objects of two catalogs are paired. Relations share one name space, so a view meets a table. */

export function schemaKey(name: string): string {
  return `schema ${name}`;
}

export function relationKey(relation: QualifiedName): string {
  return `relation ${nameKey(relation)}`;
}

export function partKey(
  what: "column" | "constraint" | "trigger" | "policy" | "rule",
  relation: QualifiedName,
  name: string,
): string {
  return `${what} ${nameKey(relation)}\u0000${name}`;
}
