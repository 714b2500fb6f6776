import type { Execution } from "../execution.ts";
import { isOpenWorld, knownKey, mayExist, noteKnown } from "./world.ts";

/** Has a schema exist unless the history has dropped it; false where there is none. */
export function assumeSchema(execution: Execution, name: string): boolean {
  const { edit } = execution;
  if (name === "pg_temp" || edit.get("schema", name) !== undefined) return true;
  if (!isOpenWorld(execution) || !mayExist(execution, knownKey("schema", name), name)) return false;
  edit.grant({ collection: "schema", key: name, value: { name, assumed: true } });
  edit.grant({ collection: "generation", key: knownKey("schema", name), value: 0 });
  return true;
}

/** Notes that the history has dropped or renamed a schema. */
export function forgetSchema(execution: Execution, name: string): void {
  if (isOpenWorld(execution)) noteKnown(execution, knownKey("schema", name));
}

/** Whether a schema may hold what no migration tells of: what is in `public` of a database that was there before. */
export function hasUnknown(execution: Execution, name: string): boolean {
  if (!isOpenWorld(execution)) return false;
  return name === "public" || execution.edit.get("schema", name)?.assumed === true;
}
