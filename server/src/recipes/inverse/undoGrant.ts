import type { AccessPriv, GrantStmt, Node, RoleSpec } from "@pgsql/types";
import type { Catalog } from "../../catalog/catalog.ts";
import type { Relation } from "../../catalog/relations.ts";
import { stringOf, stringsOf } from "../../interpret/nodes.ts";
import { deparse } from "../../sql/deparse.ts";
import { Sql } from "../../sql/fragment.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";
import { isDropped, relationIdOf, type Scene } from "./scene.ts";
import { rangeVar } from "./tableParts.ts";
import { remark, undo, type Undo } from "./undo.ts";

/**
 * GRANT the other way round. What earlier migrations had granted or revoked already is as it was; of what they do not
 * tell, a grant was none, and a revoke took something that somebody else had given.
 */
export function undoGrant(statement: GrantStmt, scene: Scene): readonly Undo[] {
  const objects = (statement.objects ?? []).filter((object) => !isOnDropped(object, scene));
  if (objects.length === 0) return [];
  return objects.flatMap((object) => undoOne({ ...statement, objects: [object] }, scene));
}

function isOnDropped(object: Node, scene: Scene): boolean {
  if (!("RangeVar" in object)) return false;
  const id = relationIdOf(scene.entry.before, object.RangeVar);
  return id !== undefined && isDropped(scene, id);
}

function undoOne(statement: GrantStmt, scene: Scene): readonly Undo[] {
  const { entry, definitions, old } = scene;
  const isGrant = statement.is_grant === true;
  const key = keyOf(entry.before, statement.objects?.[0], statement);
  const earlier = definitions.all(
    "GrantStmt",
    (each, node) =>
      "GrantStmt" in node &&
      node.GrantStmt.objects?.some((object) => keyOf(each.before, object, node.GrantStmt) === key) === true,
  );
  const before = heldAfter(earlier);
  const changed = pairsOf(statement).filter(
    ({ role, privilege }) => before.has(`${role} ${privilege}`) !== isGrant,
  );
  const words = isGrant ? "REVOKE" : "GRANT";
  if (isGrant && changed.length === 0) return [];
  const isUsual = !isGrant && isForEverybody(statement);
  if (!isGrant && changed.length === 0 && !isUsual)
    return [remark("left", `what this REVOKE took away is not given back: no migration had granted it`)];
  const privileges = restricted(
    statement,
    changed.map(({ privilege }) => privilege),
    isUsual,
  );
  const turned: GrantStmt = {
    ...privileges,
    ...(isGrant ? { is_grant: false, behavior: "DROP_RESTRICT" } : { is_grant: true }),
  };
  if (isGrant) delete turned.is_grant;
  const printed = deparse({ GrantStmt: turned }, old.grammar);
  return [
    printed === undefined
      ? remark("left", `a ${words} is missing: it cannot be written down`)
      : undo(Sql.verbatim(printed.replace(/;\s*$/, ""))),
  ];
}

/** What PostgreSQL grants PUBLIC by itself: EXECUTE, USAGE of types and languages, CONNECT and TEMPORARY. */
function isForEverybody({ objtype, grantees = [] }: GrantStmt): boolean {
  const usual = [
    "OBJECT_FUNCTION",
    "OBJECT_PROCEDURE",
    "OBJECT_ROUTINE",
    "OBJECT_TYPE",
    "OBJECT_DOMAIN",
    "OBJECT_LANGUAGE",
    "OBJECT_DATABASE",
  ];
  return usual.includes(objtype ?? "") && grantees.some((node) => roleOf(node) === "public");
}

/** The statement for some of its privileges alone; ALL stays ALL. */
function restricted(statement: GrantStmt, privileges: readonly string[], all: boolean): GrantStmt {
  const list = statement.privileges;
  if (all || list === undefined) return statement;
  return { ...statement, privileges: list.filter((node) => privileges.includes(privilegeOf(node))) };
}

interface Pair {
  readonly role: string;
  readonly privilege: string;
}

function pairsOf({ grantees = [], privileges }: GrantStmt): readonly Pair[] {
  const names = privileges === undefined ? ["all"] : privileges.map(privilegeOf);
  return grantees.flatMap((node) => names.map((privilege) => ({ role: roleOf(node), privilege })));
}

function privilegeOf(node: Node): string {
  const { priv_name: name = "all", cols }: AccessPriv = "AccessPriv" in node ? node.AccessPriv : {};
  return cols === undefined ? name : `${name} (${stringsOf(cols).join()})`;
}

function roleOf(node: Node): string {
  const { roletype, rolename }: RoleSpec = "RoleSpec" in node ? node.RoleSpec : {};
  return rolename ?? (roletype === "ROLESPEC_PUBLIC" ? "public" : (roletype ?? ""));
}

function heldAfter(earlier: readonly TimelineEntry[]): ReadonlySet<string> {
  const held = new Set<string>();
  for (const { statement } of earlier) {
    if (statement.node === undefined || !("GrantStmt" in statement.node)) continue;
    const { is_grant: isGrant } = statement.node.GrantStmt;
    for (const { role, privilege } of pairsOf(statement.node.GrantStmt)) {
      if (isGrant === true) held.add(`${role} ${privilege}`);
      else if (privilege === "all")
        for (const each of [...held]) {
          if (each.startsWith(`${role} `)) held.delete(each);
        }
      else held.delete(`${role} ${privilege}`);
    }
  }
  return held;
}

function keyOf(catalog: Catalog, object: Node | undefined, { objtype, targtype }: GrantStmt): string {
  if (object === undefined) return "";
  if ("RangeVar" in object) return relationIdOf(catalog, object.RangeVar) ?? object.RangeVar.relname ?? "";
  const name =
    stringOf(object) ??
    JSON.stringify(object, (key, value: unknown) => (key === "location" ? undefined : value));
  return `${targtype ?? ""} ${objtype ?? ""} ${name}`;
}

/** The grants on a relation that was dropped, for when it is there again. */
export function grantsOn(relation: Relation, scene: Scene): readonly Undo[] {
  const { definitions, old } = scene;
  const isOn = (each: TimelineEntry, object: Node): boolean =>
    "RangeVar" in object && relationIdOf(each.before, object.RangeVar) === relation.id;
  const all = definitions.all(
    "GrantStmt",
    (each, node) =>
      "GrantStmt" in node && node.GrantStmt.objects?.some((object) => isOn(each, object)) === true,
  );
  return all.flatMap(({ statement: { node } }) => {
    if (node === undefined || !("GrantStmt" in node)) return [];
    const printed = deparse(
      { GrantStmt: { ...node.GrantStmt, objects: [{ RangeVar: rangeVar(relation) }] } },
      old.grammar,
    );
    return printed === undefined
      ? [remark("left", "a privilege is not restored: its statement cannot be written down")]
      : [undo(Sql.verbatim(printed.replace(/;\s*$/, "")))];
  });
}
