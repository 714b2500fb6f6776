import { withAttributes } from "../../catalog/withAttributes.ts";
import type { TypeName } from "@pgsql/types";
import type { Column, CompositeRelation } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { relationById } from "../names/lookup.ts";
import { typeOf } from "../types/lookup.ts";
import { isOpen } from "../openWorld/world.ts";
import { assumedRelationId, isAssumedType, type TypeId } from "../../catalog/ids.ts";
import type { Type } from "../../catalog/types.ts";

/** The composite type of `OF type`, locked in ACCESS SHARE, with the columns it gives (transformOfType). */
export function typedTable(
  execution: Execution,
  typeName: TypeName,
): {
  readonly relation: CompositeRelation;
  readonly columns: readonly Column[];
  readonly open: boolean;
} {
  const type = compositeOf(execution, typeOf(execution, typeName).id);
  if (type?.kind !== "composite") {
    const words = typeName.names?.map((node) => ("String" in node ? node.String.sval : "")).join(".");
    return execution.fail("42809", `type ${words ?? ""} is not a composite type`);
  }
  const relation = relationById(execution, type.relation);
  if (relation.kind !== "composite-type")
    return execution.fail("42809", `type ${type.name} is the row type of another table`);
  execution.lock(relation, "ACCESS SHARE");
  return {
    open: isOpen(execution, relation),
    relation,
    columns: relation.columns.map((column) => ({
      ...withAttributes(column, { comment: undefined }),
      local: true,
      inherited: 0,
    })),
  };
}

/** The type; one of which only the name is known becomes a composite type. */
function compositeOf(execution: Execution, id: TypeId): Type | undefined {
  const type = execution.edit.get("type", id);
  if (type?.kind !== "base" || !isAssumedType(id)) return type;
  const { schema, name } = type;
  const relation: CompositeRelation = {
    kind: "composite-type",
    id: assumedRelationId({ schema, name }),
    schema,
    name,
    persistence: "permanent",
    options: {},
    type: id,
    columns: [],
    nextColumn: 1,
  };
  const composite: Type = { id, schema, name, kind: "composite", relation: relation.id };
  execution.edit.grant({ collection: "relation", key: relation.id, value: relation });
  execution.edit.grant({ collection: "type", key: id, value: composite });
  return composite;
}
