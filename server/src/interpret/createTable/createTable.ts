import type { ColumnDef, Constraint, CreateStmt, Node, TableLikeClause } from "@pgsql/types";
import { nameKey, type TypeId } from "../../catalog/ids.ts";
import { columnNamed, type Column, type Table } from "../../catalog/relations.ts";
import { Alteration } from "../alterTable/alteration.ts";
import { prepare, runPasses } from "../alterTable/run.ts";
import {
  defineColumn,
  refuseSystemName,
  type ColumnDefinition,
  type ColumnOwner,
} from "./columnDefinition.ts";
import { checkDefinitions, refuseSecondKey } from "./checkDefinitions.ts";
import { makeNotNulls } from "../constraints/newNotNulls.ts";
import type { Execution } from "../execution.ts";
import { generatedExpression } from "../expressions/generated.ts";
import { storageOptions } from "../indexes/definition.ts";
import { inheritColumns, joinParents, lockParents, mergeColumn } from "../inheritance/parents.ts";
import { copyLike, type Copied } from "./likeClause.ts";
import { emptyTable } from "./emptyTable.ts";
import { schemaForCreation } from "../names/lookup.ts";
import { refuseParentPersistence, refusePersistence } from "./newPersistence.ts";
import { createRelation, newRelationId, refuseTakenName, updateTable } from "../objects/objects.ts";
import { becomePartition, partitionParent } from "../partitions/parent.ts";
import { partitionKeyOf } from "../partitions/key.ts";
import { isRelationName } from "../names/relationNames.ts";
import { withoutRepeatedKeys } from "../constraints/repeatedKeys.ts";
import { persistenceOf } from "../objects/sequences.ts";
import { newParameters } from "./storageParameters.ts";
import { typedTable } from "./typedTable.ts";
import { mayBeOlder } from "../openWorld/older.ts";
import { isOpen } from "../openWorld/world.ts";
import { unknownType } from "../../catalog/types.ts";

/** The parts of a CREATE TABLE's body, in the order in which they were written. */
interface Body {
  readonly ofType: TypeId | undefined;
  readonly columns: readonly Column[];
  /** True where what it is made from may have other columns. */
  readonly open: boolean;
  /** What still has to be done for each column written out. */
  readonly definitions: readonly ColumnDefinition[];
  readonly copied: readonly Copied[];
  readonly constraints: readonly Constraint[];
}

/** CREATE TABLE and CREATE FOREIGN TABLE (transformCreateStmt, DefineRelation). */
export function createTable(execution: Execution, statement: CreateStmt, foreign = false): void {
  if (statement.partspec !== undefined && statement.partbound === undefined && statement.inhRelations)
    execution.fail("42P17", "cannot create partitioned table as inheritance child");
  const range = statement.relation ?? {};
  const schema = schemaForCreation(execution, range);
  const name = range.relname ?? "";
  if (statement.if_not_exists === true && isRelationName(execution, schema, name)) return;
  const persistence = persistenceOf(range.relpersistence, schema);
  const older =
    statement.if_not_exists === true && persistence === "permanent" && mayBeOlder(execution, schema, name);
  const owner: ColumnOwner = {
    id: newRelationId(execution.edit, { schema, name }),
    schema,
    name,
    persistence,
  };
  execution.recorder.created(owner.id);
  refusePersistence(execution, statement, persistence);
  checkDefinitions(execution, owner, statement);
  const partitionOf = partitionParent(execution, statement);
  const isPartition = partitionOf !== undefined;
  const parents = isPartition ? [partitionOf] : lockParents(execution, statement.inhRelations);
  refuseParentPersistence(execution, persistence, parents, isPartition);
  if (partitionOf !== undefined) refuseSecondKey(execution, owner, statement, partitionOf);
  const inherited = inheritColumns(execution, parents, isPartition);
  const isOpenParent = parents.some((parent) => isOpen(execution, parent));
  const body = readBody(execution, owner, statement, inherited, isOpenParent);
  const kind = foreign ? "foreign-table" : statement.partspec === undefined ? "table" : "partitioned-table";
  const given = storageOptions(statement.options);
  const table: Table = {
    ...emptyTable(owner, foreign ? "foreign-table" : "table"),
    columns: body.columns,
    ...(body.open ? { open: true } : {}),
    ...(older ? { older: "perhaps" } : {}),
    nextColumn: body.columns.length + 1,
    options: newParameters(execution, kind, given, statement.accessMethod),
    ...(body.ofType === undefined ? {} : { ofType: body.ofType }),
    ...(statement.accessMethod === undefined ? {} : { accessMethod: statement.accessMethod }),
    ...(statement.tablespacename === undefined ? {} : { tablespace: statement.tablespacename }),
  };
  refuseTaken(execution, owner);
  createRelation(execution, withPartitionKey(execution, table, statement, body.definitions));
  finishBody(execution, owner, body, { partitionOf, parents, statement });
}

/** The name is looked up last, and that of the row type with it (heap_create_with_catalog). */
function refuseTaken(execution: Execution, { schema, name }: ColumnOwner): void {
  if (isRelationName(execution, schema, name)) refuseTakenName(execution, { schema, name });
  if (execution.edit.get("typeName", nameKey({ schema, name })) !== undefined)
    execution.fail("42710", `type "${name}" already exists`);
}

function withPartitionKey(
  execution: Execution,
  table: Table,
  statement: CreateStmt,
  definitions: readonly ColumnDefinition[],
): Table {
  if (statement.partspec === undefined) return table;
  if (statement.accessMethod !== undefined && !execution.server.isSince(17))
    execution.fail("0A000", "specifying a table access method is not supported on a partitioned table");
  // The columns get their expressions once the table is there.
  const generated = [
    ...table.columns.filter((column) => column.generated !== undefined),
    ...definitions.flatMap((one) => (one.generated === undefined ? [] : [one.column])),
  ].map(({ name }) => name);
  return {
    ...table,
    kind: "partitioned-table",
    ...keyed(execution, table, statement.partspec, generated),
  };
}

/** The key, and the columns of it that come from a parent of which not all are known. */
function keyed(
  execution: Execution,
  table: Table,
  spec: NonNullable<CreateStmt["partspec"]>,
  generated: Parameters<typeof partitionKeyOf>[3],
): Pick<Table, "columns" | "nextColumn" | "partitionKey"> {
  const columns = [...table.columns];
  if (table.open === true)
    for (const part of spec.partParams ?? [])
      if ("PartitionElem" in part && part.PartitionElem.name !== undefined)
        assumeOption(columns, { colname: part.PartitionElem.name });
  const whole = { ...table, columns };
  return {
    columns,
    nextColumn: columns.length + 1,
    partitionKey: partitionKeyOf(execution, whole, spec, generated),
  };
}

function readBody(
  execution: Execution,
  owner: ColumnOwner,
  statement: CreateStmt,
  inherited: readonly Column[],
  isOpenParent: boolean,
): Body {
  const columns: Column[] = [...inherited];
  const definitions: ColumnDefinition[] = [];
  const copied: Copied[] = [];
  const constraints: Constraint[] = [];
  const seen = new Set<string>();
  const add = (column: Column): void => {
    refuseSystemName(execution, column.name);
    if (seen.has(column.name)) execution.fail("42701", `column "${column.name}" specified more than once`);
    seen.add(column.name);
    const known = columns.findIndex(({ name }) => name === column.name);
    const before = columns[known];
    if (before === undefined) columns.push({ ...column, number: columns.length + 1 });
    else columns[known] = mergeColumn(execution, before, column);
  };
  const ofType = statement.ofTypename === undefined ? undefined : typedTable(execution, statement.ofTypename);
  for (const column of ofType?.columns ?? []) add(column);
  for (const element of statement.tableElts ?? [])
    readElement(element, {
      column: (definition) => {
        if (ofType !== undefined || statement.partbound !== undefined) {
          if (isOpenParent || ofType?.open === true) assumeOption(columns, definition);
          definitions.push(options(execution, owner, columns, definition));
          return;
        }
        const known = columnNamed({ columns }, definition.colname ?? "")?.number;
        const defined = defineColumn(execution, owner, definition, known ?? columns.length + 1);
        definitions.push(defined);
        add(defined.column);
      },
      like: (clause) => {
        const found = copyLike(execution, owner, clause, columns.length);
        copied.push(found);
        for (const column of found.columns) add(column);
      },
      constraint: (constraint) => constraints.push(constraint),
    });
  return {
    ofType: ofType?.relation.type,
    columns: columns.map((one) => withOptions(one, definitions)),
    open: isOpenParent || ofType?.open === true || copied.some(({ open }) => open),
    definitions,
    copied,
    constraints,
  };
}

function readElement(
  node: Node,
  on: {
    readonly column: (definition: ColumnDef) => void;
    readonly like: (clause: TableLikeClause) => void;
    readonly constraint: (constraint: Constraint) => void;
  },
): void {
  if ("ColumnDef" in node) on.column(node.ColumnDef);
  else if ("TableLikeClause" in node) on.like(node.TableLikeClause);
  else if ("Constraint" in node) on.constraint(node.Constraint);
}

/** A column that options are written for is there, though what the table is made from is not known. */
function assumeOption(columns: Column[], { colname: name = "" }: ColumnDef): void {
  if (columnNamed({ columns }, name) !== undefined) return;
  const number = columns.length + 1;
  columns.push({ number, name, type: unknownType, notNull: false, local: false, inherited: 1 });
}

/** `column WITH OPTIONS …` of a typed table or partition: adds to a column that is there already. */
function options(
  execution: Execution,
  owner: ColumnOwner,
  columns: readonly Column[],
  definition: ColumnDef,
): ColumnDefinition {
  const column = columnNamed({ columns }, definition.colname ?? "");
  if (column === undefined)
    return execution.fail("42703", `column "${definition.colname ?? ""}" does not exist`);
  return defineColumn(execution, owner, definition, column.number, column.type);
}

/** Defaults and identities written in WITH OPTIONS, put on the column. */
function withOptions(column: Column, definitions: readonly ColumnDefinition[]): Column {
  const found = definitions.find((definition) => definition.column.name === column.name)?.column;
  if (found === undefined) return column;
  return {
    ...column,
    ...(found.attributes === undefined ? {} : { attributes: { ...column.attributes, ...found.attributes } }),
    ...(found.default === undefined ? {} : { default: found.default }),
    ...(found.identity === undefined ? {} : { identity: found.identity }),
  };
}

/** What needs the table itself: generated columns, NOT NULL, constraints, indexes, the place among its relatives. */
function finishBody(
  execution: Execution,
  owner: ColumnOwner,
  body: Body,
  place: {
    readonly partitionOf: Table | undefined;
    readonly parents: readonly Table[];
    readonly statement: CreateStmt;
  },
): void {
  for (const { column, generated } of body.definitions)
    if (generated !== undefined)
      updateTable(execution.edit, owner.id, (table) =>
        generatedExpression(execution, table, column.name, generated),
      );
  if (place.partitionOf === undefined) joinParents(execution, owner.id, place.parents);
  const constraints = withoutRepeatedKeys(allConstraints(body));
  addConstraints(execution, owner, constraints.filter(isCheck));
  makeNotNulls(new Alteration(execution, "ACCESS EXCLUSIVE", true), owner.id, body, place.parents);
  const copied = body.copied.flatMap((one) => one.constraints);
  addConstraints(execution, owner, copied);
  addConstraints(
    execution,
    owner,
    constraints.filter((constraint) => !isCheck(constraint)),
  );
  for (const { finish } of body.copied) finish(owner.id);
  if (place.partitionOf !== undefined && place.statement.partbound !== undefined)
    becomePartition(execution, owner.id, place.partitionOf, place.statement.partbound);
}

/**
 * CHECKs are part of the table itself, and NOT NULLs that come after them; what LIKE copies, keys and foreign keys are
 * added to it (DefineRelation, expandTableLikeClause, transformCreateStmt).
 */
function addConstraints(execution: Execution, owner: ColumnOwner, constraints: readonly Constraint[]): void {
  const alteration = new Alteration(execution, "ACCESS EXCLUSIVE", true);
  const table = alteration.table(owner.id);
  for (const constraint of constraints)
    prepare(alteration, table, { subtype: "AT_AddConstraint", def: { Constraint: constraint } }, true);
  runPasses(alteration, true);
}

function isCheck({ contype }: Constraint): boolean {
  return contype === "CONSTR_CHECK";
}

function allConstraints(body: Body): readonly Constraint[] {
  return [
    ...body.definitions.flatMap(({ constraints }) => constraints),
    ...body.constraints.filter(({ contype }) => contype !== "CONSTR_NOTNULL"),
  ];
}
