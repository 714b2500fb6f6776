import type { ServerVersion } from "../serverVersion.ts";
import names from "./functions.json" with { type: "json" };
import { indexed } from "./data.ts";

const find = indexed(names, 2, 1);

/** Whether pg_catalog has a function, aggregate or window function of that name. */
export function isBuiltinFunction(name: string, server: ServerVersion): boolean {
  return find(name, server) !== undefined;
}

/** Whether a name of pg_catalog is that of an aggregate (prokind `a`; no plain function shares its name). */
export function isBuiltinAggregate(name: string, server: ServerVersion): boolean {
  return has(name, server, "a");
}

/** Whether a function of that name in pg_catalog returns a set (proretset). */
export function isBuiltinSet(name: string, server: ServerVersion): boolean {
  return has(name, server, "s");
}

function has(name: string, server: ServerVersion, kind: "a" | "s"): boolean {
  const [, kinds = ""] = find(name, server) ?? [];
  return kinds.includes(kind);
}
