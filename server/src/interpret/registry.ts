import type { Node } from "@pgsql/types";
import type { Execution } from "./execution.ts";

/** The name of a kind of parse node, e.g. `AlterTableStmt`. */
type Kind = Node extends infer Each ? (Each extends Node ? keyof Each & string : never) : never;

type NodeOf<K extends string> = Extract<Node, Readonly<Record<K, unknown>>>;

/** An interpreter with the kind of statement it is for. */
export interface Registration {
  readonly kind: string;
  readonly interpret: (execution: Execution, node: Node) => void;
}

/** Registers an interpreter: `on("DropStmt", dropStatement)`. */
export function on<K extends Kind>(
  kind: K,
  interpret: (execution: Execution, statement: NodeOf<K>[K & keyof NodeOf<K>]) => void,
): Registration {
  return {
    kind,
    interpret: (execution, node) => {
      if (is(node, kind)) interpret(execution, node[kind]);
    },
  };
}

function is<K extends Kind>(node: Node, kind: K): node is NodeOf<K> {
  return kind in node;
}
