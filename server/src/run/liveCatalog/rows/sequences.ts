import { ownSchemas } from "../ownSchemas.ts";

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
