import type { Catalog } from "../../catalog/catalog.ts";
import type { RelationId } from "../../catalog/ids.ts";
import { isView, type View } from "../../catalog/relations.ts";
import type { Spelling } from "../inverse/spelling.ts";

/** Views in an order in which each may be dropped: those that read others first. */
export function readersFirst(views: readonly View[]): readonly View[] {
  const reads = (one: View, other: View): boolean =>
    one !== other && one.reads.some(({ relation }) => relation === other.id);
  const ordered: View[] = [];
  while (ordered.length < views.length) {
    const left = views.filter((view) => !ordered.includes(view));
    const next = left.find((view) => !left.some((other) => reads(other, view))) ?? left[0];
    if (next === undefined) break;
    ordered.push(next);
  }
  return ordered;
}

/** The views that read a column of a relation, and all that read those. */
export function viewsReading(catalog: Catalog, relation: RelationId, column: number): readonly View[] {
  const views = [...catalog.all("relation").values()].filter(isView);
  const found = new Set(
    views.filter((view) =>
      view.reads.some((each) => each.relation === relation && (view.opaque || each.columns.includes(column))),
    ),
  );
  for (const view of found)
    for (const other of views) if (other.reads.some((each) => each.relation === view.id)) found.add(other);
  return readersFirst([...found]);
}

export function dropView(view: View, spelling: Spelling): string {
  const word = view.kind === "materialized-view" ? "MATERIALIZED VIEW" : "VIEW";
  return `DROP ${word} IF EXISTS ${spelling.name(view).text}`;
}
