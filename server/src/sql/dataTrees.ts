import type { InsertStmt, Node } from "@pgsql/types";
import type { Grammar, ParsedStatement } from "./grammar.ts";

/** UTF-16 code units of statements whose trees are kept; a tree of short values takes sixty times as many bytes. */
const longest = 1024 * 1024;

/**
 * The parse trees of INSERT statements. They make up nearly all of a file of data, and would take all memory; nobody
 * keeps a part of one. So only those that were used last are kept, and another is parsed again when it is looked into.
 * Its node says what kind of statement it is without that.
 */
export class DataTrees {
  /** The one that was used last stands last. */
  readonly #trees = new Map<object, { readonly tree: InsertStmt; readonly length: number }>();
  #length = 0;

  /** The node of what was parsed from `sql`: it is not in memory where it is a large one of data. */
  nodeOf(sql: string, { node }: ParsedStatement, grammar: Grammar): Node {
    if (!("InsertStmt" in node)) return node;
    const key = {};
    this.#keep(key, node.InsertStmt, sql.length);
    const look = (): InsertStmt => this.#lookInto(key, sql, grammar);
    return {
      get InsertStmt() {
        return look();
      },
    };
  }

  #lookInto(key: object, sql: string, grammar: Grammar): InsertStmt {
    const known = this.#trees.get(key);
    if (known !== undefined) {
      this.#trees.delete(key);
      this.#trees.set(key, known);
      return known.tree;
    }
    const again = grammar.parse(sql);
    if (!again.ok) throw new Error(again.problem.message);
    const { node } = again.value;
    if (!("InsertStmt" in node)) throw new Error("the same text was read as another statement");
    this.#keep(key, node.InsertStmt, sql.length);
    return node.InsertStmt;
  }

  #keep(key: object, tree: InsertStmt, length: number): void {
    this.#trees.set(key, { tree, length });
    this.#length += length;
    for (const [oldest, { length: freed }] of this.#trees) {
      if (this.#length <= longest || oldest === key) break;
      this.#trees.delete(oldest);
      this.#length -= freed;
    }
  }
}
