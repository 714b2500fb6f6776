import type { Constraint, TableLikeClause } from "@pgsql/types";
import type { RelationId } from "../../catalog/ids.ts";
import { attributesOf } from "../../catalog/withAttributes.ts";
import { isIndex, isTable, type Column, type Relation, type Table } from "../../catalog/relations.ts";
import type { ColumnOwner } from "./columnDefinition.ts";
import { notNullOf } from "../constraints/find.ts";
import type { Execution } from "../execution.ts";
import { defineIndex } from "../indexes/define.ts";
import { definitionLike } from "../indexes/like.ts";
import { relationById, requireRelation, tableById } from "../names/lookup.ts";
import { copyStatistics } from "../statistics/statistics.ts";
import { createOwnedSequence } from "../objects/sequences.ts";
import { builtin } from "../types/lookup.ts";
import { isOpen } from "../openWorld/world.ts";

/** What LIKE brings into a new table. */
export interface Copied {
  readonly columns: readonly Column[];
  /** True where the source may have others. */
  readonly open: boolean;
  /** CHECKs. */
  readonly constraints: readonly Constraint[];
  /** The names of the NOT NULL constraints (18), by column. */
  readonly notNullNames: ReadonlyMap<string, string>;
  /** What needs the finished table: its indexes. */
  readonly finish: (id: RelationId) => void;
}

/** TableLikeOption, parsenodes.h. */
const including = {
  comments: 1,
  compression: 2,
  constraints: 4,
  defaults: 8,
  generated: 16,
  identity: 32,
  indexes: 64,
  statistics: 128,
  storage: 256,
} as const;

const attributeNames = { comments: "comment", storage: "storage", compression: "compression" } as const;

/** LIKE source: ACCESS SHARE on the source; foreign keys are never copied (transformTableLikeClause). */
export function copyLike(
  execution: Execution,
  owner: ColumnOwner,
  clause: TableLikeClause,
  offset: number,
): Copied {
  const source = requireRelation(execution, clause.relation ?? {});
  execution.lock(source, "ACCESS SHARE");
  if (source.kind === "sequence" || isIndex(source))
    return execution.fail(
      "42809",
      execution.server.isSince(15)
        ? `relation "${source.name}" is invalid in LIKE clause`
        : `"${source.name}" is not a table, view, materialized view, composite type, or foreign table`,
    );
  const has = (option: keyof typeof including): boolean => ((clause.options ?? 0) & including[option]) !== 0;
  return {
    open: isOpen(execution, source),
    columns: source.columns.map((column, position) =>
      copyColumn(execution, owner, column, offset + position + 1, has),
    ),
    constraints: isTable(source) ? copiedConstraints(source, has("constraints")) : [],
    notNullNames: isTable(source) ? copiedNotNullNames(source) : new Map(),
    finish: (id) => {
      if (has("indexes")) copyIndexes(execution, source, id);
      if (has("statistics") && isTable(source)) copyStatistics(execution, source, id);
    },
  };
}

function copyColumn(
  execution: Execution,
  owner: ColumnOwner,
  column: Column,
  number: number,
  has: (option: keyof typeof including) => boolean,
): Column {
  const { default: written, generated, identity, attributes, ...plain } = column;
  const names = (["comments", "storage", "compression"] as const)
    .filter(has)
    .map((name) => attributeNames[name]);
  const kept = attributes === undefined ? {} : attributesOf({ attributes }, names);
  const copy: Column = { ...plain, ...kept, number, local: true, inherited: 0 };
  const withDefault = has("defaults") && written !== undefined ? { default: written } : {};
  const withGenerated = has("generated") && generated !== undefined ? { generated } : {};
  if (!has("identity") || identity === undefined) return { ...copy, ...withDefault, ...withGenerated };
  // The options of the old sequence are copied, its type is not (generateSerialExtraStmts).
  const sequence = createOwnedSequence(execution, owner, { ...copy, type: builtin("int8") }, true);
  return { ...copy, identity: { always: identity.always, sequence: sequence.id } };
}

/** CHECKs where asked for, names included. */
function copiedConstraints(source: Table, checks: boolean): readonly Constraint[] {
  return source.constraints.flatMap((constraint): Constraint[] => {
    if (constraint.kind !== "check" || !checks) return [];
    return [
      {
        contype: "CONSTR_CHECK",
        conname: constraint.name,
        raw_expr: constraint.expression.node,
        is_no_inherit: constraint.noInherit,
        is_enforced: constraint.enforced,
        initially_valid: constraint.enforced,
      },
    ];
  });
}

function copyIndexes(execution: Execution, source: Relation, id: RelationId): void {
  if (!isTable(source) && source.kind !== "materialized-view") return;
  for (const indexId of source.indexes) {
    const index = relationById(execution, indexId);
    if (!isIndex(index)) continue;
    const definition = definitionLike(execution, index, source);
    defineIndex(execution, tableById(execution, id), definition, {
      recurse: true,
      childMode: "ACCESS EXCLUSIVE",
      isBuiltLater: () => false,
    });
  }
}

/** NOT NULL constraints are copied under their names (18). */
function copiedNotNullNames(source: Table): ReadonlyMap<string, string> {
  return new Map(
    source.columns.flatMap(({ name, number }): readonly (readonly [string, string])[] => {
      const constraint = notNullOf(source, number);
      return constraint === undefined ? [] : [[name, constraint.name]];
    }),
  );
}
