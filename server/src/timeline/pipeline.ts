import { ServerVersion } from "../catalog/serverVersion.ts";
import type { Outcome } from "../interpret/interpret.ts";
import type { Statement } from "../sql/statement.ts";

/**
 * What a statement does in a pipeline of the extended protocol, whose statements share a transaction that is no block
 * (xact.c, PreventInTransactionBlock and CheckTransactionBlock; measured on 14 to 18). What refuses a transaction runs
 * as the first; what wants a block is refused, from 18 on only as the first.
 */
export function inPipeline(
  { node }: Statement,
  { major, first }: { readonly major: number; readonly first: boolean },
  run: (inTransaction: boolean) => Outcome,
): Outcome {
  const server = new ServerVersion(major);
  const outcome = outcomeOn(server, node, first, run);
  return { ...outcome, alike: outcome.alike & server.alike };
}

function outcomeOn(
  server: ServerVersion,
  node: Statement["node"],
  first: boolean,
  run: (inTransaction: boolean) => Outcome,
): Outcome {
  const wantsBlock = node !== undefined && "LockStmt" in node;
  if (wantsBlock) return run(!first && server.isSince(18));
  const inside = run(true);
  const { fails } = inside.effects;
  if (fails?.sqlstate !== "25001") return inside;
  if (first) return run(false);
  const message = fails.message.replace(
    "cannot run inside a transaction block",
    "cannot be executed within a pipeline",
  );
  return server.isSince(18)
    ? inside
    : { ...inside, effects: { ...inside.effects, fails: { ...fails, message } } };
}
