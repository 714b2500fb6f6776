import { assumedTypeId, isAssumedType, nameKey, type QualifiedName, type TypeId } from "../../catalog/ids.ts";
import type { Type } from "../../catalog/types.ts";
import type { Execution } from "../execution.ts";
import { assumeSchema } from "./schemas.ts";
import { knownKey, mayExist } from "./world.ts";

/** A type of which only the name is known; undefined where the history has had it and lost it. */
export function assumeType(execution: Execution, { schema, name }: QualifiedName): TypeId | undefined {
  if (!mayExist(execution, knownKey("type", schema, name), name)) return undefined;
  if (!assumeSchema(execution, schema)) return undefined;
  const { edit } = execution;
  const id = assumedTypeId({ schema, name });
  edit.grant({ collection: "typeName", key: nameKey({ schema, name }), value: id });
  edit.grant({ collection: "type", key: id, value: { kind: "base", id, schema, name } });
  edit.grant({ collection: "generation", key: knownKey("type", schema, name), value: 0 });
  return id;
}

/** A type that is only assumed becomes what a statement needs it to be; any other stays what it is. */
export function refineType(execution: Execution, type: Type, kind: "enum" | "domain"): Type {
  if (type.kind === kind || !isAssumedType(type.id)) return type;
  const { id, schema, name } = type;
  const refined: Type =
    kind === "enum"
      ? { kind, id, schema, name, values: [] }
      : {
          kind,
          id,
          schema,
          name,
          base: { id: "type:?", modifiers: [], array: false },
          constraints: [],
        };
  const { edit } = execution;
  edit.grant({ collection: "type", key: id, value: refined });
  if (edit.hasWritten("type", id)) edit.put({ collection: "type", key: id, value: refined });
  return refined;
}
