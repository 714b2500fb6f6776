import type { Expression } from "../../catalog/expression.ts";
import type { Policy, PolicyCommand } from "../../catalog/relations.ts";
import type { Live } from "./live.ts";
import type { PolicyRow } from "./rows/policies.ts";

const commands: Readonly<Record<string, PolicyCommand>> = {
  r: "select",
  a: "insert",
  w: "update",
  d: "delete",
};

/** The policies of one table, oldest first. */
export function livePolicies(live: Live, relation: number): readonly Policy[] {
  return live.policiesOf(relation).map((row) => {
    const using = expressionOf(live, row, row.using);
    const check = expressionOf(live, row, row.check);
    const command = commands[row.command];
    return {
      id: live.names.policy(row),
      name: row.name,
      ...(row.permissive ? {} : { restrictive: true as const }),
      ...(command === undefined ? {} : { command }),
      ...(row.roles.length === 0 ? {} : { roles: row.roles }),
      ...(using === undefined ? {} : { using }),
      ...(check === undefined ? {} : { check }),
    };
  });
}

/** Its subqueries may name other tables, so what it reads is known to pg_depend alone; that has both expressions at once. */
function expressionOf(live: Live, row: PolicyRow, text: string | null): Expression | undefined {
  if (text === null) return undefined;
  const reads = live.dependencies.reads("pg_policy", row.oid);
  const others = [...reads.keys()].filter((read) => read !== row.relation);
  const uses = [
    ...live.dependencies.uses("pg_policy", row.oid),
    ...others.map((read) => live.names.relation(read)),
  ];
  const { node } = live.expression(text, undefined, []);
  const named = live.columnsIn(node, live.columnsOf(row.relation));
  const columns = (reads.get(row.relation) ?? []).filter((column) => named.includes(column));
  return { node, columns, ...(uses.length === 0 ? {} : { uses }) };
}
