import type { Node } from "@pgsql/types";

/**
 * The command tag of a statement that event triggers are told of (CreateCommandTag, utility.c); undefined for the
 * others: what is no DDL, what concerns the whole cluster, and event triggers themselves.
 */
export function tagOf(node: Node): string | undefined {
  const [kind = ""] = Object.keys(node);
  const known = plain[kind];
  if (known !== undefined) return known;
  if ("AlterTableStmt" in node) return on("ALTER", node.AlterTableStmt.objtype);
  if ("RenameStmt" in node) return renames(node.RenameStmt.renameType, node.RenameStmt.relationType);
  if ("AlterObjectSchemaStmt" in node) return on("ALTER", node.AlterObjectSchemaStmt.objectType);
  if ("AlterOwnerStmt" in node) return on("ALTER", node.AlterOwnerStmt.objectType);
  if ("AlterObjectDependsStmt" in node) return on("ALTER", node.AlterObjectDependsStmt.objectType);
  if ("AlterFunctionStmt" in node) return on("ALTER", node.AlterFunctionStmt.objtype);
  if ("DropStmt" in node) return on("DROP", node.DropStmt.removeType);
  if ("DefineStmt" in node) return on("CREATE", node.DefineStmt.kind);
  if ("CommentStmt" in node) return isShared(node.CommentStmt.objtype) ? undefined : "COMMENT";
  if ("GrantStmt" in node)
    return isShared(node.GrantStmt.objtype)
      ? undefined
      : node.GrantStmt.is_grant === true
        ? "GRANT"
        : "REVOKE";
  if ("CreateFunctionStmt" in node)
    return node.CreateFunctionStmt.is_procedure === true ? "CREATE PROCEDURE" : "CREATE FUNCTION";
  if ("CreateTableAsStmt" in node)
    return node.CreateTableAsStmt.objtype === "OBJECT_MATVIEW"
      ? "CREATE MATERIALIZED VIEW"
      : "CREATE TABLE AS";
  if ("SelectStmt" in node) return node.SelectStmt.intoClause === undefined ? undefined : "SELECT INTO";
  return undefined;
}

const plain: Readonly<Record<string, string | undefined>> = {
  CreateStmt: "CREATE TABLE",
  CreateForeignTableStmt: "CREATE FOREIGN TABLE",
  CreateSchemaStmt: "CREATE SCHEMA",
  CreateSeqStmt: "CREATE SEQUENCE",
  AlterSeqStmt: "ALTER SEQUENCE",
  CreateEnumStmt: "CREATE TYPE",
  CompositeTypeStmt: "CREATE TYPE",
  CreateRangeStmt: "CREATE TYPE",
  AlterEnumStmt: "ALTER TYPE",
  AlterTypeStmt: "ALTER TYPE",
  CreateDomainStmt: "CREATE DOMAIN",
  AlterDomainStmt: "ALTER DOMAIN",
  IndexStmt: "CREATE INDEX",
  ReindexStmt: "REINDEX",
  ViewStmt: "CREATE VIEW",
  RefreshMatViewStmt: "REFRESH MATERIALIZED VIEW",
  CreateTrigStmt: "CREATE TRIGGER",
  CreatePolicyStmt: "CREATE POLICY",
  AlterPolicyStmt: "ALTER POLICY",
  RuleStmt: "CREATE RULE",
  CreateStatsStmt: "CREATE STATISTICS",
  AlterStatsStmt: "ALTER STATISTICS",
  CreatePublicationStmt: "CREATE PUBLICATION",
  AlterPublicationStmt: "ALTER PUBLICATION",
  CreateSubscriptionStmt: "CREATE SUBSCRIPTION",
  AlterSubscriptionStmt: "ALTER SUBSCRIPTION",
  DropSubscriptionStmt: "DROP SUBSCRIPTION",
  CreateExtensionStmt: "CREATE EXTENSION",
  AlterExtensionStmt: "ALTER EXTENSION",
  AlterExtensionContentsStmt: "ALTER EXTENSION",
  SecLabelStmt: "SECURITY LABEL",
  AlterDefaultPrivilegesStmt: "ALTER DEFAULT PRIVILEGES",
  DropOwnedStmt: "DROP OWNED",
  CreateCastStmt: "CREATE CAST",
  CreateConversionStmt: "CREATE CONVERSION",
  CreateOpClassStmt: "CREATE OPERATOR CLASS",
  CreateOpFamilyStmt: "CREATE OPERATOR FAMILY",
  AlterOpFamilyStmt: "ALTER OPERATOR FAMILY",
  AlterOperatorStmt: "ALTER OPERATOR",
  AlterCollationStmt: "ALTER COLLATION",
  AlterTSConfigurationStmt: "ALTER TEXT SEARCH CONFIGURATION",
  AlterTSDictionaryStmt: "ALTER TEXT SEARCH DICTIONARY",
  CreateFdwStmt: "CREATE FOREIGN DATA WRAPPER",
  AlterFdwStmt: "ALTER FOREIGN DATA WRAPPER",
  CreateForeignServerStmt: "CREATE SERVER",
  AlterForeignServerStmt: "ALTER SERVER",
  CreateUserMappingStmt: "CREATE USER MAPPING",
  AlterUserMappingStmt: "ALTER USER MAPPING",
  DropUserMappingStmt: "DROP USER MAPPING",
  ImportForeignSchemaStmt: "IMPORT FOREIGN SCHEMA",
  CreatePLangStmt: "CREATE LANGUAGE",
  CreateAmStmt: "CREATE ACCESS METHOD",
  CreateTransformStmt: "CREATE TRANSFORM",
};

/** Object types whose name in a tag is not that of the parser's constant. */
const words: Readonly<Record<string, string | undefined>> = {
  MATVIEW: "MATERIALIZED VIEW",
  "FOREIGN SERVER": "SERVER",
  FDW: "FOREIGN DATA WRAPPER",
  OPCLASS: "OPERATOR CLASS",
  OPFAMILY: "OPERATOR FAMILY",
  "STATISTIC EXT": "STATISTICS",
  TSCONFIGURATION: "TEXT SEARCH CONFIGURATION",
  TSDICTIONARY: "TEXT SEARCH DICTIONARY",
  TSPARSER: "TEXT SEARCH PARSER",
  TSTEMPLATE: "TEXT SEARCH TEMPLATE",
};

const shared = ["DATABASE", "ROLE", "TABLESPACE", "EVENT TRIGGER"];

function on(verb: string, type: string | undefined): string | undefined {
  const word = (type ?? "").replace("OBJECT_", "").replaceAll("_", " ");
  return shared.includes(word) ? undefined : `${verb} ${words[word] ?? word}`;
}

/** Parts of a relation are renamed by its ALTER. */
function renames(type: string | undefined, relation: string | undefined): string | undefined {
  if (type === "OBJECT_COLUMN" || type === "OBJECT_ATTRIBUTE") return on("ALTER", relation);
  if (type === "OBJECT_TABCONSTRAINT") return "ALTER TABLE";
  if (type === "OBJECT_DOMCONSTRAINT") return "ALTER DOMAIN";
  return on("ALTER", type);
}

function isShared(type: string | undefined): boolean {
  return on("", type) === undefined;
}
