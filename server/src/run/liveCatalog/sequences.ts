import type { Sequence } from "../../catalog/relations.ts";
import type { Live } from "./live.ts";
import { persistenceOf } from "./relations.ts";
import { type RelationRow } from "./rows/relations.ts";

export function liveSequence(live: Live, relation: RelationRow): Sequence {
  const { oid, schema, name } = relation;
  const owner = live.dependencies.ownerOf(oid);
  return {
    kind: "sequence",
    id: live.names.relation(oid),
    schema,
    name,
    persistence: persistenceOf(relation),
    options: {},
    type: live.names.typeRef(live.sequence(oid)?.type ?? 0, -1, null),
    ...(owner === undefined
      ? {}
      : {
          ownedBy: {
            table: live.names.relation(owner.table),
            column: owner.column,
            identity: owner.identity,
          },
        }),
  };
}
