import type { AlterSeqStmt, CreateSeqStmt, Node } from "@pgsql/types";
import type { RelationId } from "../../catalog/ids.ts";
import { isTable, type Persistence, type Sequence, type Table } from "../../catalog/relations.ts";
import type { TypeRef } from "../../catalog/types.ts";
import type { Execution } from "../execution.ts";
import {
  relationMissing,
  relationOf,
  requireColumn,
  requireRelation,
  schemaForCreation,
  tableKinds,
} from "../names/lookup.ts";
import { itemsOf, stringsOf } from "../nodes.ts";
import {
  addDependent,
  chooseName,
  createRelation,
  newRelationId,
  removeDependent,
  replaceRelation,
} from "./objects.ts";
import { isRelationName } from "../names/relationNames.ts";
import { temporarySchema } from "../names/searchPath.ts";
import { builtin, typeOf } from "../types/lookup.ts";

/** CREATE SEQUENCE. */
export function createSequence(execution: Execution, statement: CreateSeqStmt): void {
  const range = statement.sequence ?? {};
  const schema = schemaForCreation(execution, range);
  const name = range.relname ?? "";
  const persistence = persistenceOf(range.relpersistence, schema);
  if (persistence === "unlogged" && !execution.server.isSince(15))
    execution.fail("0A000", "unlogged sequences are not supported");
  if (statement.if_not_exists === true && isRelationName(execution, schema, name)) return;
  const sequence: Sequence = {
    kind: "sequence",
    id: newRelationId(execution.edit, { schema, name }),
    schema,
    name,
    persistence,
    options: {},
    type: typeOption(execution, statement.options) ?? builtin("int8"),
  };
  createRelation(execution, sequence);
  applyOwnedBy(execution, sequence, statement.options);
}

/** ALTER SEQUENCE: SHARE ROW EXCLUSIVE, so nextval waits until the transaction ends (sequence.c). */
export function alterSequence(execution: Execution, statement: AlterSeqStmt): void {
  const range = statement.sequence ?? {};
  const relation = relationOf(execution, range, ["sequence"]);
  if (relation === undefined) {
    if (statement.missing_ok === true) return;
    relationMissing(execution, range);
  }
  execution.lock(relation, "SHARE ROW EXCLUSIVE");
  if (relation.kind !== "sequence") execution.fail("42809", `"${relation.name}" is not a sequence`);
  const type = typeOption(execution, statement.options);
  const changed = type === undefined ? relation : { ...relation, type };
  if (changed !== relation) replaceRelation(execution.edit, changed);
  applyOwnedBy(execution, changed, statement.options);
}

/** The sequence of a serial or identity column, `table_column_seq`; it goes with the column. */
export function createOwnedSequence(
  execution: Execution,
  owner: {
    readonly id: RelationId;
    readonly schema: string;
    readonly name: string;
    readonly persistence: Persistence;
    readonly owner?: string;
  },
  column: { readonly number: number; readonly name: string; readonly type: TypeRef },
  identity: boolean,
  named?: string,
): Sequence {
  const { schema } = owner;
  const name =
    named ?? chooseName(owner.name, column.name, "seq", (tried) => isRelationName(execution, schema, tried));
  const sequence: Sequence = {
    kind: "sequence",
    id: newRelationId(execution.edit, { schema, name }),
    schema,
    name,
    persistence:
      owner.persistence === "unlogged" && !execution.server.isSince(15) ? "permanent" : owner.persistence,
    options: {},
    type: column.type,
    ownedBy: { table: owner.id, column: column.number, identity },
    ...(owner.owner === undefined ? {} : { owner: owner.owner }),
  };
  createRelation(execution, sequence);
  own(execution, sequence, owner.id, column.number);
  return sequence;
}

/** Ties a sequence to a column, so that it is dropped with it. */
export function own(execution: Execution, sequence: Sequence, table: RelationId, column: number): void {
  addDependent(execution.edit, table, { object: sequence.id, columns: [column], strength: "auto" });
}

/** Cuts the tie to the column that owns a sequence. */
export function disown(execution: Execution, sequence: Sequence): Sequence {
  if (!isOwned(sequence)) return sequence;
  const { ownedBy, ...free } = sequence;
  removeDependent(execution.edit, ownedBy.table, sequence.id);
  replaceRelation(execution.edit, free);
  return free;
}

function isOwned(sequence: Sequence): sequence is Sequence & Required<Pick<Sequence, "ownedBy">> {
  return sequence.ownedBy !== undefined;
}

/** What is made in the temporary schema is temporary, whatever was written. */
export function persistenceOf(code: string | undefined, schema: string): Persistence {
  if (code === "t" || schema === temporarySchema) return "temporary";
  return code === "u" ? "unlogged" : "permanent";
}

function typeOption(execution: Execution, options: readonly Node[] | undefined): TypeRef | undefined {
  const given = option(options, "as");
  if (given === undefined || !("TypeName" in given)) return undefined;
  const type = typeOf(execution, given.TypeName);
  if (!["int2", "int4", "int8"].some((name) => type.id === builtin(name).id))
    execution.fail("22023", "sequence type must be smallint, integer, or bigint");
  return type;
}

/** OWNED BY table.column or NONE; the table is locked in ACCESS SHARE (process_owned_by). */
function applyOwnedBy(execution: Execution, sequence: Sequence, options: readonly Node[] | undefined): void {
  const names = stringsOf(itemsOf(option(options, "owned_by")));
  if (names.length === 0) return;
  if (names.length === 1) {
    if (names[0] !== "none") execution.fail("42601", "invalid OWNED BY option");
    refuseIdentity(execution, sequence);
    disown(execution, sequence);
    return;
  }
  const [columnName = "", table = "", schema] = [...names].reverse();
  const owner = requireRelation(
    execution,
    {
      relname: table,
      ...(schema === undefined ? {} : { schemaname: schema }),
    },
    tableKinds,
  );
  execution.lock(owner, "ACCESS SHARE");
  if (!isTable(owner)) return execution.fail("42809", `sequence cannot be owned by relation "${owner.name}"`);
  requireSameOwner(execution, sequence, owner);
  if (owner.schema !== sequence.schema)
    execution.fail("55000", "sequence must be in same schema as table it is linked to");
  const column = requireColumn(execution, owner, columnName);
  refuseIdentity(execution, sequence);
  const free = disown(execution, sequence);
  replaceRelation(execution.edit, {
    ...free,
    ownedBy: { table: owner.id, column: column.number, identity: false },
  });
  own(execution, free, owner.id, column.number);
}

/**
 * A column owns no sequence of another role (process_owned_by). Where one of the owners is not known, since it is who
 * made it, it may be the same.
 */
export function requireSameOwner(execution: Execution, sequence: Sequence, table: Table): void {
  if (sequence.owner === table.owner) return;
  const message = "sequence must have same owner as table it is linked to";
  if (sequence.owner === undefined || table.owner === undefined) execution.failIfViolated("55000", message);
  else execution.fail("55000", message);
}

function refuseIdentity(execution: Execution, { ownedBy }: Sequence): void {
  if (ownedBy?.identity === true) execution.fail("0A000", "cannot change ownership of identity sequence");
}

function option(options: readonly Node[] | undefined, name: string): Node | undefined {
  for (const node of options ?? [])
    if ("DefElem" in node && node.DefElem.defname === name) return node.DefElem.arg;
  return undefined;
}
