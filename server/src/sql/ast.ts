import type { ColumnRef, FuncCall, Node, RangeVar, TypeName } from "@pgsql/types";

type KeyOfUnion<T> = T extends unknown ? keyof T : never;

/** Every node name of PostgreSQL's parse tree, e.g. `ColumnRef`. */
export type NodeKind = KeyOfUnion<Node>;

/** The fields of a node by its name. */
export type NodeOf<K extends NodeKind> = Extract<Node, Record<K, unknown>>[K];

/** Return false to leave out what is below the node. */
export type Visit = (node: Node, ancestors: readonly Node[]) => boolean | undefined;

/** Fields whose values libpg_query prints without their node name. Source: struct types in pg_query.proto. */
const BARE: Readonly<Record<string, NodeKind>> = {
  relation: "RangeVar",
  view: "RangeVar",
  typevar: "RangeVar",
  rel: "RangeVar",
  sequence: "RangeVar",
  pktable: "RangeVar",
  typeName: "TypeName",
  ofTypename: "TypeName",
  returnType: "TypeName",
  argType: "TypeName",
  larg: "SelectStmt",
  rarg: "SelectStmt",
  withClause: "WithClause",
  intoClause: "IntoClause",
  into: "IntoClause",
  onConflictClause: "OnConflictClause",
  infer: "InferClause",
  returningClause: "ReturningClause",
  over: "WindowDef",
  partspec: "PartitionSpec",
  partbound: "PartitionBoundSpec",
  bound: "PartitionBoundSpec",
  alias: "Alias",
  collClause: "CollateClause",
  newowner: "RoleSpec",
  func: "ObjectWithArgs",
  owner: "RoleSpec",
  table: "RangeVar",
  constrrel: "RangeVar",
  identitySequence: "RangeVar",
  // PartitionCmd; everywhere else `name` is a string.
  name: "RangeVar",
  pubtable: "PublicationTable",
  funccall: "FuncCall",
  base: "CreateStmt",
  action: "GrantStmt",
  setstmt: "VariableSetStmt",
  datatype: "TypeName",
  sourcetype: "TypeName",
  targettype: "TypeName",
  type_name: "TypeName",
  authrole: "RoleSpec",
  grantor: "RoleSpec",
  newrole: "RoleSpec",
  role: "RoleSpec",
  user: "RoleSpec",
  search_clause: "CTESearchClause",
  cycle_clause: "CTECycleClause",
  join_using_alias: "Alias",
};

/** Visits a node and everything below it, parents first. Parts without a node name are given theirs. */
export function walk(root: Node, visit: Visit): void {
  descend(root, visit, []);
}

function descend(node: Node, visit: Visit, ancestors: Node[]): void {
  if (visit(node, ancestors) === false) return;
  ancestors.push(node);
  for (const fields of Object.values(node)) children(fields, visit, ancestors);
  ancestors.pop();
}

function children(value: unknown, visit: Visit, ancestors: Node[]): void {
  if (!isRecord(value)) return;
  for (const [field, child] of Object.entries(value)) {
    if (!isRecord(child)) continue;
    const bare = BARE[field];
    const named = Array.isArray(child) || isNode(child) || bare === undefined ? child : { [bare]: child };
    if (isNode(named)) descend(named, visit, ancestors);
    else children(named, visit, ancestors);
  }
}

function isRecord(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** Whether a value of the tree is a node with its name: one key, in capitals as PostgreSQL writes node names. */
export function isNode(value: unknown): value is Node {
  if (!isRecord(value) || Array.isArray(value)) return false;
  const keys = Object.keys(value);
  return keys.length === 1 && /^[A-Z]/.test(keys[0] ?? "");
}

/** The name of a node, e.g. `AlterTableStmt`. */
export function kindOf(node: Node): string {
  return Object.keys(node)[0] ?? "unknown";
}

/** Every column reference in an expression or statement, subqueries included. */
export function columnRefs(root: Node): readonly ColumnRef[] {
  const found: ColumnRef[] = [];
  walk(root, (node) => {
    if ("ColumnRef" in node) found.push(node.ColumnRef);
    return undefined;
  });
  return found;
}

/** Every function call. What the grammar has nodes of its own for (coalesce, CURRENT_DATE) is none. */
export function functionCalls(root: Node): readonly FuncCall[] {
  const found: FuncCall[] = [];
  walk(root, (node) => {
    if ("FuncCall" in node) found.push(node.FuncCall);
    return undefined;
  });
  return found;
}

/** The text of a String node; undefined for any other, e.g. the star of `t.*`. */
export function stringOf(node: Node | undefined): string | undefined {
  return node !== undefined && "String" in node ? (node.String.sval ?? "") : undefined;
}

/** The parts of a dotted name, outermost first: a list of String, or a List, String or TypeName node. */
export function nameOf(name: Node | readonly Node[] | undefined): readonly string[] {
  if (name === undefined) return [];
  if (isList(name)) return name.flatMap((part) => stringOf(part) ?? []);
  if ("List" in name) return nameOf(name.List.items);
  if ("TypeName" in name) return nameOf(name.TypeName.names);
  if ("ObjectWithArgs" in name) return nameOf(name.ObjectWithArgs.objname);
  const text = stringOf(name);
  return text === undefined ? [] : [text];
}

function isList(value: Node | readonly Node[]): value is readonly Node[] {
  return Array.isArray(value);
}

/** A relation as it is written; `schema` is undefined where the search path decides. */
export interface QualifiedName {
  readonly schema: string | undefined;
  readonly name: string;
}

export function rangeVarName(relation: RangeVar): QualifiedName {
  return { schema: relation.schemaname, name: relation.relname ?? "" };
}

/** A type as it is written: `int` is `pg_catalog.int4`, as the grammar resolves SQL's own names. */
export interface TypeNameParts extends QualifiedName {
  /** Type modifiers that are constants, e.g. 12 and 2 of `numeric(12,2)`. */
  readonly modifiers: readonly (number | string)[];
  /** How many `[]`. */
  readonly dimensions: number;
}

export function typeNameParts(type: TypeName): TypeNameParts {
  const names = nameOf(type.names);
  return {
    schema: names.length > 1 ? names[names.length - 2] : undefined,
    name: names[names.length - 1] ?? "",
    modifiers: (type.typmods ?? []).flatMap((modifier) => constantOf(modifier) ?? []),
    dimensions: type.arrayBounds?.length ?? 0,
  };
}

/** The value of a constant: integers as numbers, anything else as its text; undefined where it is no constant. */
export function constantOf(node: Node | undefined): number | string | undefined {
  if (node === undefined) return undefined;
  if ("Integer" in node) return node.Integer.ival ?? 0;
  if ("ColumnRef" in node) return nameOf(node.ColumnRef.fields).join(".");
  if (!("A_Const" in node)) return undefined;
  const { ival, sval, fval, boolval, bsval, isnull } = node.A_Const;
  if (isnull === true) return undefined;
  if (ival !== undefined) return ival.ival ?? 0;
  if (boolval !== undefined) return String(boolval.boolval ?? false);
  return sval?.sval ?? fval?.fval ?? bsval?.bsval;
}

const PLACES =
  /^(?:location|stmt_location|stmt_len|list_start|list_end|rexpr_list_start|rexpr_list_end|name_location)$/;

/** Whether two trees say the same, wherever they stand in their texts. */
export function sameNode(left: unknown, right: unknown): boolean {
  if (!isRecord(left) || !isRecord(right)) return left === right;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const ours = saying(left);
  const theirs = new Map(saying(right));
  return ours.length === theirs.size && ours.every(([key, value]) => sameNode(value, theirs.get(key)));
}

function saying(tree: object): [string, unknown][] {
  return Object.entries(tree).filter(([key, value]) => !PLACES.test(key) && value !== undefined);
}
