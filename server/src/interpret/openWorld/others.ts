import type { OtherObject } from "../../catalog/collections.ts";
import type { OtherId } from "../../catalog/ids.ts";
import type { Execution } from "../execution.ts";
import { otherKey } from "../objects/otherObjects.ts";
import { mayExist } from "./world.ts";

/** An object of which only the existence matters and that the history does not tell of. */
export function assumeOther(
  execution: Execution,
  kind: string,
  name: string,
): { readonly key: OtherId; readonly object: OtherObject } | undefined {
  const key = otherKey(kind, name);
  if (!mayExist(execution, key, name)) return undefined;
  const object: OtherObject = { kind, name, relations: [], assumed: true };
  execution.edit.grant({ collection: "other", key, value: object });
  execution.edit.grant({ collection: "generation", key, value: 0 });
  return { key, object };
}
