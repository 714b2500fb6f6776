import type { CreateStmt, PartitionBoundSpec, RangeVar } from "@pgsql/types";
import { truncateName } from "../../sql/fragment.ts";
import type { Statement } from "../../sql/statement.ts";
import { spanOfClause, tokenIndexAt, tokensOf } from "../../sql/tokens.ts";
import type { Span } from "../../sql/span.ts";
import { soleCommand } from "./soleCommand.ts";
import { wordOf } from "./partitions.ts";

/** A table that a statement makes a partition. */
export interface NewPartition {
  readonly parent: RangeVar;
  readonly partition: RangeVar;
  readonly bound: PartitionBoundSpec;
}

/** ALTER TABLE … ATTACH PARTITION and nothing else. */
export function attachOf(statement: Statement): NewPartition | undefined {
  const found = soleCommand(statement);
  if (found === undefined) return undefined;
  const { subtype, def } = found.command;
  if (subtype !== "AT_AttachPartition" || def === undefined || !("PartitionCmd" in def)) return undefined;
  const { name: partition, bound } = def.PartitionCmd;
  return partition === undefined || bound === undefined
    ? undefined
    : { parent: found.relation, partition, bound };
}

/** CREATE TABLE … PARTITION OF. */
export function createPartitionOf({ node }: Statement): (NewPartition & { create: CreateStmt }) | undefined {
  if (node === undefined || !("CreateStmt" in node)) return undefined;
  const { relation: partition, inhRelations = [], partbound: bound } = node.CreateStmt;
  const [parent] = inhRelations;
  if (partition === undefined || bound === undefined || parent === undefined || !("RangeVar" in parent))
    return undefined;
  return { parent: parent.RangeVar, partition, bound, create: node.CreateStmt };
}

/** `DEFAULT` or `FOR VALUES …` where it is written, at or after `from`. */
export function boundSpan(statement: Statement, bound: PartitionBoundSpec, from: number): Span | undefined {
  const words = bound.is_default === true ? ["default"] : ["for", "values"];
  const span = spanOfClause(statement, words, from);
  if (span === undefined || bound.is_default === true) return span;
  const tokens = tokensOf(statement);
  let at = tokenIndexAt(statement, span.end);
  // IN (…), WITH (…), FROM (…) TO (…).
  for (let lists = bound.strategy === "r" ? 2 : 1; lists > 0; lists--) {
    at++;
    for (let depth = 0; at < tokens.length; at++) {
      if (tokens[at]?.text === "(") depth++;
      if (tokens[at]?.text === ")" && --depth === 0) break;
    }
    at++;
  }
  const end = tokens[at - 1]?.span.end;
  return end === undefined ? undefined : { start: span.start, end };
}

/** A name for a migration about a table. */
export function planName(verb: string, { relname = "" }: RangeVar): string {
  return truncateName(`${verb}_${wordOf(relname)}`);
}
