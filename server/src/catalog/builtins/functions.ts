import names from "./functions.json" with { type: "json" };
import { indexed } from "./data.ts";

const find = indexed(names, 2, 1);

/** Whether pg_catalog has a function, aggregate or window function of that name. */
export function isBuiltinFunction(name: string, major: number): boolean {
  return find(name, major) !== undefined;
}

/** Whether a name of pg_catalog is that of an aggregate (prokind `a`; no plain function shares its name). */
export function isBuiltinAggregate(name: string, major: number): boolean {
  return has(name, major, "a");
}

/** Whether a function of that name in pg_catalog returns a set (proretset). */
export function isBuiltinSet(name: string, major: number): boolean {
  return has(name, major, "s");
}

function has(name: string, major: number, kind: "a" | "s"): boolean {
  const [, kinds = ""] = find(name, major) ?? [];
  return kinds.includes(kind);
}
