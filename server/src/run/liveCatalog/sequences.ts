import type { Sequence } from "../../catalog/relations.ts";
import type { Live } from "./live.ts";
import { ownSchemas } from "./ownSchemas.ts";
import { persistenceOf, type RelationRow } from "./relations.ts";

/** A row of pg_sequence. */
export interface SequenceRow {
  readonly oid: number;
  readonly type: number;
}

export const sequenceQuery = `
SELECT c.oid, s.seqtypid AS type
  FROM pg_sequence s
  JOIN pg_class c ON c.oid = s.seqrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE ${ownSchemas}`;

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
