import type { Client } from "pg";
import { columnQuery } from "./rows/columns.ts";
import { type ColumnRow } from "./rows/columns.ts";
import { constraintQuery } from "./rows/constraints.ts";
import { type ConstraintRow } from "./rows/constraints.ts";
import { dependencyQuery } from "./rows/dependencies.ts";
import { type DependencyRow } from "./rows/dependencies.ts";
import { foreignQuery, foreignTableQuery } from "./rows/foreign.ts";
import { type ForeignRow, type ForeignTableRow } from "./rows/foreign.ts";
import { indexQuery } from "./rows/indexes.ts";
import { type IndexRow } from "./rows/indexes.ts";
import { inheritanceQuery } from "./rows/inheritance.ts";
import { type InheritanceRow } from "./rows/inheritance.ts";
import { memberQuery, otherQuery, type MemberRow, type OtherRow } from "./otherObjects.ts";
import { policyQuery } from "./rows/policies.ts";
import { type PolicyRow } from "./rows/policies.ts";
import { relationQuery } from "./rows/relations.ts";
import { type RelationRow } from "./rows/relations.ts";
import { routineQuery } from "./rows/routines.ts";
import { type RoutineRow } from "./rows/routines.ts";
import { ruleQuery } from "./rows/rules.ts";
import { type RuleRow } from "./rows/rules.ts";
import { schemaQuery } from "./rows/schemas.ts";
import { type SchemaRow } from "./rows/schemas.ts";
import { sequenceQuery } from "./rows/sequences.ts";
import { type SequenceRow } from "./rows/sequences.ts";
import { triggerQuery } from "./rows/triggers.ts";
import { type TriggerRow } from "./rows/triggers.ts";
import { typeQuery } from "./rows/types.ts";
import { type TypeRow } from "./rows/types.ts";

/** What pg_catalog says of a database, a list for each kind of object; expressions are text still. */
export interface LiveRows {
  readonly schemas: readonly SchemaRow[];
  readonly types: readonly TypeRow[];
  readonly relations: readonly RelationRow[];
  readonly columns: readonly ColumnRow[];
  readonly constraints: readonly ConstraintRow[];
  readonly indexes: readonly IndexRow[];
  readonly inheritance: readonly InheritanceRow[];
  readonly sequences: readonly SequenceRow[];
  readonly triggers: readonly TriggerRow[];
  readonly rules: readonly RuleRow[];
  readonly policies: readonly PolicyRow[];
  readonly routines: readonly RoutineRow[];
  readonly others: readonly OtherRow[];
  readonly foreign: readonly ForeignRow[];
  readonly foreignTables: readonly ForeignTableRow[];
  readonly members: readonly MemberRow[];
  readonly dependencies: readonly DependencyRow[];
}

/** Reads them, one round trip for each kind, in the transaction that is open on the client. */
export async function readRows(client: Client, major: number): Promise<LiveRows> {
  const read = async <T extends object>(sql: string): Promise<readonly T[]> =>
    (await client.query<T>(sql)).rows;
  return {
    schemas: await read<SchemaRow>(schemaQuery),
    types: await read<TypeRow>(typeQuery),
    relations: await read<RelationRow>(relationQuery),
    columns: await read<ColumnRow>(columnQuery),
    constraints: await read<ConstraintRow>(constraintQuery(major)),
    indexes: await read<IndexRow>(indexQuery(major)),
    inheritance: await read<InheritanceRow>(inheritanceQuery),
    sequences: await read<SequenceRow>(sequenceQuery),
    triggers: await read<TriggerRow>(triggerQuery),
    rules: await read<RuleRow>(ruleQuery),
    policies: await read<PolicyRow>(policyQuery),
    routines: await read<RoutineRow>(routineQuery),
    others: await read<OtherRow>(otherQuery),
    foreign: await read<ForeignRow>(foreignQuery),
    foreignTables: await read<ForeignTableRow>(foreignTableQuery),
    members: await read<MemberRow>(memberQuery),
    dependencies: await read<DependencyRow>(dependencyQuery),
  };
}
