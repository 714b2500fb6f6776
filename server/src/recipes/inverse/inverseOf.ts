import type { Node } from "@pgsql/types";
import type { Catalog } from "../../catalog/catalog.ts";
import type { Target } from "../../interpret/target.ts";
import type { Grammar } from "../../sql/grammar.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";
import { Definitions } from "./definitions.ts";
import { withKnown } from "./known.ts";
import { undosWithPlaceholders } from "./placeholders.ts";
import { Spelling } from "./spelling.ts";
import type { SectionScene } from "./scene.ts";
import { undoStatement } from "./undoStatement.ts";
import type { Undo } from "./undo.ts";

/** The up of a migration on one major, and what ran before it. */
export interface UpSection {
  readonly entries: readonly TimelineEntry[];
  readonly earlier: readonly TimelineEntry[];
  readonly start: Catalog;
  readonly end: Catalog;
  readonly target: Target;
}

/** How a down is written. */
export interface InverseManner {
  /** Leaves out what goes with a table that the migration made. */
  readonly brief: boolean;
  /** Says CONCURRENTLY where the up does. */
  readonly concurrently: boolean;
}

/** What undoes an up, statement by statement, the last one first. Statements that fail on every server did nothing. */
export function inverseOf(up: UpSection, manner: InverseManner, grammar: Grammar): readonly Undo[] {
  const { entries, earlier, start, end, target } = up;
  const definitions = Definitions.beforeEach([...earlier, ...entries], entries.length);
  const section: SectionScene = { start, end, brief: manner.brief, madeAt: madeIn(entries) };
  const undos = entries
    .map((written, index) => ({ written, earlier: definitions[index] }))
    .filter(({ written: { outcome } }) => outcome.effects.fails?.when !== "always")
    .toReversed()
    .flatMap(({ written, earlier: before }) => {
      if (before === undefined) return [];
      const entry = withKnown(written, target, grammar);
      const concurrently = manner.concurrently && isConcurrent(entry.statement.node);
      return undoStatement({
        entry,
        old: new Spelling(entry.before, grammar),
        now: new Spelling(entry.after, grammar),
        definitions: before,
        concurrently,
        section,
      });
    });
  return undosWithPlaceholders(undos, [...earlier, ...entries]);
}

/** Relations that a section makes, in the order in which it does. */
function madeIn(entries: readonly TimelineEntry[]): ReadonlyMap<string, number> {
  const made = new Map<string, number>();
  for (const { outcome, before } of entries)
    for (const { collection, key, value } of outcome.changes)
      if (
        collection === "relation" &&
        value !== undefined &&
        !made.has(key) &&
        before.get("relation", key) === undefined &&
        !key.startsWith("relation:?")
      )
        made.set(key, made.size);
  return made;
}

export function isConcurrent(node: Node | undefined): boolean {
  if (node === undefined) return false;
  if ("IndexStmt" in node) return node.IndexStmt.concurrent === true;
  if ("DropStmt" in node) return node.DropStmt.concurrent === true;
  if (!("AlterTableStmt" in node)) return false;
  return (node.AlterTableStmt.cmds ?? []).some((each) => {
    const def = "AlterTableCmd" in each ? each.AlterTableCmd.def : undefined;
    return def !== undefined && "PartitionCmd" in def && def.PartitionCmd.concurrent === true;
  });
}
