import { defineRule } from "./rule.ts";
import { firstAffected, report } from "./support/affected.ts";

export const needsPrivilegedExtension = defineRule({
  id: "needs-privileged-extension",
  group: "migration",
  severity: "info",
  summary: "The extension may need a superuser, or a version that the server does not have",
  why: `Whoever may CREATE in the database can create the extensions of PostgreSQL that are marked as trusted; all others need a
superuser, which managed servers give to nobody: there, what is on the provider's list. One
that does not come with PostgreSQL is there only where its package was installed with that very server. A version that is written down exists only
where that very package is installed, and is missing after the next upgrade of the server.`,
  instead: "Let who sets up the server create it, and write `IF NOT EXISTS`; leave the version out.",
  withoutPlan:
    "Whether the server has it only the server tells: SELECT * FROM pg_available_extension_versions.",
  references: ["https://www.postgresql.org/docs/current/sql-createextension.html"],
  messages: {
    superuser:
      "Creating {extension} may need a superuser, and managed servers have only what is on their list. Look at pg_available_extension_versions there first.",
    foreign:
      "This fails wherever the package of {extension}, which does not come with PostgreSQL, is not installed with the server. Look at pg_available_extensions there first.",
    version:
      "This fails wherever {extension} {version} is not the version that is installed with the server. Leave the version out.",
  },
  recipes: [],
  statement(statement, context) {
    const { node } = statement.statement;
    if (node === undefined || !("CreateExtensionStmt" in node)) return [];
    const { extname = "", options = [] } = node.CreateExtensionStmt;
    const found = firstAffected(
      statement,
      ({ effects, outcome }) => effects.fails === undefined && outcome.changes.length > 0,
    );
    if (found === undefined) return [];
    const version = options.flatMap((option) =>
      "DefElem" in option && option.DefElem.defname === "new_version" && option.DefElem.arg !== undefined
        ? [option.DefElem.arg]
        : [],
    )[0];
    if (version !== undefined && "String" in version)
      return [
        report(found, context, "version", {
          data: { extension: extname, version: version.String.sval ?? "" },
        }),
      ];
    const data = { extension: extname };
    if (trusted.has(extname)) return [];
    if (others.has(extname)) return [report(found, context, "superuser", { data })];
    return [report(found, context, "foreign", { data, severity: "warning" })];
  },
  examples: [
    {
      bad: "CREATE EXTENSION pg_stat_statements;",
      good: "CREATE EXTENSION IF NOT EXISTS pg_trgm;",
    },
    { bad: "CREATE EXTENSION vector;" },
  ],
});

/** Those of PostgreSQL that are marked as trusted, 13 and later (`trusted = true` in their control files). */
const trusted: ReadonlySet<string> = new Set([
  ...[
    "btree_gin",
    "btree_gist",
    "citext",
    "cube",
    "dict_int",
    "fuzzystrmatch",
    "hstore",
    "intarray",
    "isn",
    "lo",
  ],
  ...[
    "ltree",
    "pgcrypto",
    "pg_trgm",
    "seg",
    "tablefunc",
    "tcn",
    "tsm_system_rows",
    "tsm_system_time",
    "unaccent",
  ],
  ...["uuid-ossp", "plpgsql", "plperl", "pltcl", "bool_plperl", "hstore_plperl", "jsonb_plperl"],
]);

/** The others that come with PostgreSQL (its contrib folder), of any major. */
const others: ReadonlySet<string> = new Set([
  ...[
    "adminpack",
    "amcheck",
    "autoinc",
    "bloom",
    "dblink",
    "dict_xsyn",
    "earthdistance",
    "file_fdw",
    "hstore_plpython3u",
  ],
  ...[
    "hstore_plperlu",
    "insert_username",
    "intagg",
    "jsonb_plperlu",
    "jsonb_plpython3u",
    "ltree_plpython3u",
    "moddatetime",
  ],
  ...[
    "old_snapshot",
    "pageinspect",
    "pg_buffercache",
    "pg_freespacemap",
    "pg_logicalinspect",
    "pg_overexplain",
  ],
  ...[
    "pg_prewarm",
    "pg_stat_statements",
    "pg_surgery",
    "pg_visibility",
    "pg_walinspect",
    "pgrowlocks",
    "pgstattuple",
  ],
  ...["plperlu", "plpython3u", "pltclu", "postgres_fdw", "refint", "sslinfo", "xml2", "bool_plperlu"],
]);
