import { nameKey, type FunctionId } from "../../catalog/ids.ts";
import type { Routine } from "../../catalog/functions.ts";
import { unknownType, type TypeRef } from "../../catalog/types.ts";
import type { Execution } from "../execution.ts";
import { creationSchema } from "../names/searchPath.ts";
import { assumeSchema } from "./schemas.ts";
import { isOpenWorld, mayExist } from "./world.ts";
import { signatureText } from "../functions/enterRoutine.ts";

/** A routine that the history does not tell of; undefined where it is known to be gone. */
export function assumeRoutine(
  execution: Execution,
  named: { readonly schema: string | undefined; readonly name: string },
  kind: Routine["kind"],
  types: readonly TypeRef[],
): Routine | undefined {
  const schema = named.schema ?? creationSchema(execution);
  if (schema === undefined || !isOpenWorld(execution) || !assumeSchema(execution, schema)) return undefined;
  const { name } = named;
  const { edit } = execution;
  const signature = signatureText(schema, name, types);
  const id: FunctionId = `function:?${signature}`;
  if (![id, `function:${signature}`].every((key) => mayExist(execution, key, name))) return undefined;
  const routine: Routine = {
    id,
    schema,
    name,
    kind,
    arguments: types,
    argumentNames: types.map(() => ""),
    returns: unknownType,
    returnsTrigger: false,
    language: "internal",
    volatility: "volatile",
    returnsSet: false,
  };
  const key = nameKey({ schema, name });
  edit.grant({ collection: "generation", key: id, value: 0 });
  edit.grant({ collection: "function", key: id, value: routine });
  edit.grant({ collection: "functionName", key, value: [...(edit.get("functionName", key) ?? []), id] });
  return routine;
}
