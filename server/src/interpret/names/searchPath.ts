import { ofEverySession } from "../../catalog/settings.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import type { Execution } from "../execution.ts";
import { assumeSchema } from "../openWorld/schemas.ts";

/** The schemas of temporary objects and of built-ins; both are searched first unless the path names them. */
export const temporarySchema = "pg_temp";
export const systemSchema = "pg_catalog";

/** Whether a schema is one of those whose relations every database has, and the model does not. */
export function isSystemSchema(schema: string): schema is "pg_catalog" | "information_schema" {
  return schema === systemSchema || schema === "information_schema";
}

/**
 * The value of a setting: SET LOCAL over SET over what the database or the role sets for every session. Undefined
 * where the session has the server's default.
 */
export function settingOf({ edit }: Execution, name: string): string | undefined {
  return (
    edit.get("localSetting", name) ?? edit.get("setting", name) ?? edit.get("setting", ofEverySession(name))
  );
}

/**
 * The schemas that exist and are searched for unqualified names, in order (namespace.c, recomputeNamespacePath).
 * The setting is kept as the server keeps it: a list of identifiers, quoted where needed.
 */
export function searchPath(execution: Execution): readonly string[] {
  const explicit = explicitPath(execution);
  const first = [temporarySchema, systemSchema].filter((schema) => !explicit.includes(schema));
  return [...first, ...explicit];
}

/** The schema in which unqualified new objects are made; undefined where the path names none that exists. */
export function creationSchema(execution: Execution): string | undefined {
  return explicitPath(execution).find((schema) => schema !== systemSchema);
}

function explicitPath(execution: Execution): string[] {
  return namedIn(settingOf(execution, "search_path"))
    .map((name) => (name === "$user" ? currentRole(execution) : name))
    .filter((name) => name !== "" && assumeSchema(execution, name));
}

function namedIn(setting: string | undefined): readonly string[] {
  return setting === undefined ? ["public"] : splitIdentifiers(setting);
}

/** The schemas of a search path that a catalog has, for a role that has no schema of its own. */
export function effectivePath(catalog: Catalog, setting: string | undefined): readonly string[] {
  return namedIn(setting).filter(
    (name) => name === temporarySchema || catalog.get("schema", name) !== undefined,
  );
}

/** SET ROLE NONE is the role of the session again. */
function currentRole(execution: Execution): string {
  const role = settingOf(execution, "role");
  return (role === "none" ? undefined : role) ?? settingOf(execution, "session_authorization") ?? "";
}

/** Splits a list of identifiers as SplitIdentifierString does: quotes kept apart, the rest folded to lower case. */
export function splitIdentifiers(list: string): string[] {
  const found = list.matchAll(/"((?:[^"]|"")*)"|([^,\s"][^,\s]*)/gu);
  return [...found].map(([, quoted, bare]) =>
    quoted === undefined ? (bare ?? "").toLowerCase() : quoted.replaceAll('""', '"'),
  );
}

/** Splits a dotted name as regclass input does: `"My"."Seq"`, `public.seq`. */
export function splitIdentifierPath(path: string): string[] {
  const found = path.matchAll(/"((?:[^"]|"")*)"|([^."\s]+)/gu);
  return [...found].map(([, quoted, bare]) =>
    quoted === undefined ? (bare ?? "").toLowerCase() : quoted.replaceAll('""', '"'),
  );
}
