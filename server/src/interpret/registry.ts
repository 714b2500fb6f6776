import type { Node } from "@pgsql/types";
import type { Execution } from "./execution.ts";

/** The name of a kind of parse node, e.g. `AlterTableStmt`. */
type Kind = Node extends infer Each ? (Each extends Node ? keyof Each & string : never) : never;

/** What stands in a node of that kind. */
type Body<K extends string> = Node extends infer Each
  ? Each extends Readonly<Record<K, infer B>>
    ? B
    : never
  : never;

type Holding<K extends string> = { readonly [P in K]: Body<P> };

/** An interpreter with the kind of statement it is for. */
export interface Registration {
  readonly kind: string;
  readonly interpret: (execution: Execution, node: Node) => void;
}

/** Registers an interpreter: `on("DropStmt", dropStatement)`. */
export function on<K extends Kind>(
  kind: K,
  interpret: (execution: Execution, statement: Body<K>) => void,
): Registration {
  return {
    kind,
    interpret: (execution, node) => {
      if (!holds(node, kind)) return;
      const holding: Holding<K> = node;
      interpret(execution, holding[kind]);
    },
  };
}

function holds<K extends Kind>(node: Node, kind: K): node is Node & Holding<K> {
  return kind in node;
}
