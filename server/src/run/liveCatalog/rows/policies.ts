import { ownSchemas } from "../ownSchemas.ts";

/** A row of pg_policy. */
export interface PolicyRow {
  readonly oid: number;
  readonly relation: number;
  readonly name: string;
  readonly permissive: boolean;
  /** polcmd: `r`, `a`, `w`, `d`, or `*`. */
  readonly command: string;
  /** Empty for all. */
  readonly roles: readonly string[];
  readonly using: string | null;
  readonly check: string | null;
}

export const policyQuery = `
SELECT p.oid, p.polrelid AS relation, p.polname::text AS name, p.polpermissive AS permissive,
       p.polcmd::text AS command,
       ARRAY(SELECT pg_get_userbyid(r)::text FROM unnest(p.polroles) r WHERE r <> 0) AS roles,
       pg_get_expr(p.polqual, p.polrelid) AS "using",
       pg_get_expr(p.polwithcheck, p.polrelid) AS "check"
  FROM pg_policy p
  JOIN pg_class c ON c.oid = p.polrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE ${ownSchemas}
 ORDER BY p.oid`;
