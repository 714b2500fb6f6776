import type { Node } from "@pgsql/types";
import { deparse } from "../../sql/deparse.ts";
import { Sql } from "../../sql/fragment.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";
import type { Scene } from "./scene.ts";
import { remark, undo, type Remark, type Undo } from "./undo.ts";

/** A statement of the history that is to be said again, perhaps by other names. */
export interface Again {
  /** What it makes, for the reader: `the view public.v`. */
  readonly what: string;
  readonly source: TimelineEntry | undefined;
  /** The statement by the names of now; the very same node where it can be said as it was. */
  readonly respell: (node: Node) => Node | undefined;
  readonly remarks?: readonly Remark[];
}

/** Says a statement again: word for word where its names still mean the same, else printed anew. */
export function asWritten({ what, source, respell, remarks = [] }: Again, { old }: Scene): Undo {
  const node = source?.statement.node;
  if (source === undefined || node === undefined)
    return remark("left", `${what} is not restored: the migrations do not tell how it was made`);
  const wanted = respell(node);
  if (wanted === node) return undo(Sql.verbatim(source.statement.text), ...remarks);
  const printed = wanted === undefined ? undefined : deparse(wanted, old.grammar);
  return printed === undefined
    ? remark("left", `${what} is not restored: its definition cannot be written by its name of then`)
    : undo(Sql.verbatim(printed.replace(/;\s*$/, "")), ...remarks);
}
