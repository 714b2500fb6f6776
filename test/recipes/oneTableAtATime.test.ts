import { describe, expect, it } from "vitest";
import type { Lock } from "../../server/src/interpret/effects.ts";
import type { Catalog } from "../../server/src/catalog/catalog.ts";
import { isTable } from "../../server/src/catalog/relations.ts";
import type { SectionAnalysis } from "../../server/src/analysis/analysis.ts";
import { blocksWrites } from "../../server/src/interpret/locks.ts";
import { pendingRollouts } from "../../server/src/recipes/rollouts.ts";
import type { TimelineEntry } from "../../server/src/timeline/entry.ts";
import { innerEntries } from "../../server/src/timeline/inner.ts";
import { withItsEnd } from "./finishedRollout.ts";
import { planned, recipeCalled, TestProject } from "./projects.ts";
import { cases, type Case } from "./recipeCases.ts";

/*
 * A step that holds one table and waits for another is a deadlock with whoever comes the other way, by one statement: a
 * DELETE from its table to those that refer to it, a SELECT from a view to its tables. So what locks several gives way,
 * holding nothing meanwhile, with `givingWay`, as the first of its transaction. Partitions are locked from their parent
 * down, as everybody does who comes by it.
 */

/** The user's own statements, which these only move. */
const moves = ["own-migration", "wait-for-deployment", "drop-with-its-column", "add-lock-timeout"];

const severalTables = /REFERENCES|PARTITION|INHERITS|VIEW/;
const all = cases.filter(({ recipe, before = "" }) => !moves.includes(recipe) && severalTables.test(before));

function finished({
  recipe,
  before = "SELECT 1;",
  bad,
  at,
  majors,
  transaction = "single",
}: Case): TestProject {
  const drafts = [
    { name: "before", up: before, down: "SELECT 1;", autocommit: false },
    { name: "change", up: bad, down: "SELECT 1;", autocommit: transaction === "autocommit" },
  ];
  const original = TestProject.of("dbmate", drafts, {}, majors === undefined ? {} : { majors });
  const open = original.with(planned(original.rewrite(recipeCalled(recipe), at)));
  const pending = pendingRollouts(open.analysis.project, (path) => open.files.get(path));
  return pending.length === 0 ? open : withItsEnd(open);
}

describe("no step waits for a table while it keeps the clients of another one waiting", () => {
  it.each(all)("$recipe: $bad", (given) => {
    const { analysis } = finished(given);
    const found = analysis.migrations
      .slice(1)
      .flatMap(({ migration, sections }) =>
        sections.flatMap((section) => waits(section).map((what) => `${migration.name}: ${what}`)),
      );
    expect(found).toEqual([]);
  });
});

function waits({ direction, statements }: SectionAnalysis): readonly string[] {
  const held: Lock[] = [];
  return statements.flatMap((statement) => {
    const entry = [...statement.entries.values()].at(0);
    if (entry === undefined) return [];
    if (entry.held.length === 0) held.length = 0;
    const isFirst = held.length === 0;
    const { text } = statement.statement;
    const tries = text.includes("lockkeeper_tries");
    return partsOf(entry).flatMap((part) => {
      const start = entry.transaction.start;
      const known = new Set(held.map(({ relation }) => relation.id));
      const wanted = strongest(part, start).filter(({ relation }) => !known.has(relation.id));
      const first = held[0] ?? wanted[0];
      held.push(...wanted);
      const others = wanted.filter((lock) => lock !== first && !isBelow(lock, first, start));
      // Behind a LOCK TABLE nothing else may be waited for; else all of the block is tried.
      const lockedFirst = text.includes("LOCK TABLE") && !part.statement.text.includes("LOCK TABLE");
      if (others.length === 0 || (tries && isFirst && !lockedFirst)) return [];
      return `${direction}: ${part.statement.text} waits for ${others.map(({ relation }) => relation.name).join(", ")} and holds ${first?.relation.name ?? ""}`;
    });
  });
}

function partsOf(entry: TimelineEntry): readonly TimelineEntry[] {
  const inner = innerEntries(entry).map((each) => each.entry);
  return inner.length === 0 ? [entry] : inner;
}

/** Those of its locks that others wait for, on what there was before. */
function strongest({ effects }: TimelineEntry, start: Catalog): readonly Lock[] {
  return effects.locks.filter(
    ({ mode, relation: { id, kind } }) =>
      blocksWrites(mode) &&
      ["table", "partitioned-table", "view"].includes(kind) &&
      start.get("relation", id) !== undefined,
  );
}

function isBelow({ relation }: Lock, first: Lock | undefined, start: Catalog): boolean {
  const table = start.get("relation", relation.id);
  const parents = isTable(table) ? table.parents : [];
  return parents.some(
    (id) =>
      id === first?.relation.id ||
      isBelow({ mode: "ACCESS EXCLUSIVE", relation: { ...relation, id } }, first, start),
  );
}
