import { ownSchemas } from "../ownSchemas.ts";

export interface SchemaRow {
  readonly name: string;
}

export const schemaQuery = `
SELECT n.nspname::text AS name FROM pg_namespace n WHERE ${ownSchemas} ORDER BY n.oid`;
