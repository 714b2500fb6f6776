import { ownSchemas } from "../ownSchemas.ts";

/** A row of pg_proc. */
export interface RoutineRow {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  readonly kind: string;
  /** The types of the input parameters. */
  readonly arguments: readonly number[];
  readonly all_arguments: readonly number[] | null;
  readonly modes: readonly string[] | null;
  readonly names: readonly string[] | null;
  readonly returns: number;
  readonly return_name: string;
  readonly returns_set: boolean;
  readonly defaults: number;
  readonly language: string;
  readonly volatility: string;
  readonly body: string | null;
  /** A body in SQL-standard form. */
  readonly atomic: boolean;
  /** SET clauses or SECURITY DEFINER, which keep it from being inlined. */
  readonly settings: boolean;
  /** What its SET clauses set, as `name=value`. */
  readonly config: readonly string[] | null;
  /** The whole CREATE FUNCTION, of functions in SQL and PL/pgSQL. */
  readonly definition: string | null;
}

/** The constructors of a range type are a part of it. */
export const routineQuery = `
SELECT f.oid, n.nspname::text AS schema, f.proname::text AS name, f.prokind::text AS kind,
       f.proargtypes::oid[] AS arguments, f.proallargtypes AS all_arguments, f.proargmodes::text[] AS modes,
       f.proargnames AS names, f.prorettype AS returns, r.typname::text AS return_name, f.proretset AS returns_set,
       f.pronargdefaults::int AS defaults,
       l.lanname::text AS language, f.provolatile::text AS volatility, f.prosrc AS body,
       f.prosqlbody IS NOT NULL AS atomic, f.proconfig IS NOT NULL OR f.prosecdef AS settings,
       f.proconfig AS config,
       CASE WHEN l.lanname IN ('sql', 'plpgsql') AND f.prokind IN ('f', 'p') THEN pg_get_functiondef(f.oid) END AS definition
  FROM pg_proc f
  JOIN pg_namespace n ON n.oid = f.pronamespace
  JOIN pg_language l ON l.oid = f.prolang
  JOIN pg_type r ON r.oid = f.prorettype
 WHERE ${ownSchemas}
   AND NOT EXISTS (SELECT FROM pg_depend d
                    WHERE d.classid = 'pg_proc'::regclass AND d.objid = f.oid AND d.deptype = 'i'
                      AND d.refclassid = 'pg_type'::regclass)
 ORDER BY f.oid`;
