import type { Client } from "pg";
import { columnQuery, type ColumnRow } from "./columns.ts";
import { constraintQuery, type ConstraintRow } from "./constraints.ts";
import { dependencyQuery, type DependencyRow } from "./dependencies.ts";
import { indexQuery, type IndexRow } from "./indexes.ts";
import { inheritanceQuery, type InheritanceRow } from "./inheritance.ts";
import { memberQuery, otherQuery, type MemberRow, type OtherRow } from "./otherObjects.ts";
import { policyQuery, type PolicyRow } from "./policies.ts";
import { relationQuery, type RelationRow } from "./relations.ts";
import { routineQuery, type RoutineRow } from "./routines.ts";
import { ruleQuery, type RuleRow } from "./rules.ts";
import { schemaQuery, type SchemaRow } from "./schemas.ts";
import { sequenceQuery, type SequenceRow } from "./sequences.ts";
import { triggerQuery, type TriggerRow } from "./triggers.ts";
import { typeQuery, type TypeRow } from "./types.ts";

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
    members: await read<MemberRow>(memberQuery),
    dependencies: await read<DependencyRow>(dependencyQuery),
  };
}
