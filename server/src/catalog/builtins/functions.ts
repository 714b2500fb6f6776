import names from "./functions.json" with { type: "json" };
import { indexed } from "./data.ts";

const find = indexed(names, 1, 1);

/** Whether pg_catalog has a function, aggregate or window function of that name. */
export function isBuiltinFunction(name: string, major: number): boolean {
  return find(name, major) !== undefined;
}
