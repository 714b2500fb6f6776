/**
 * The schemas that a catalog holds, as a condition on `pg_namespace n`: no system schemas, no one's temporary ones.
 */
export const ownSchemas =
  "n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp_|toast_temp_)'";
