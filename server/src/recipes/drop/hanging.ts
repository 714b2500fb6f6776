import { isTable, isView, type CheckConstraint, type Table, type View } from "../../catalog/relations.ts";
import { ident, sql } from "../../sql/fragment.ts";
import type { RecipeFacts, Refusal } from "../recipe.ts";
import { indexesOn, mentions } from "../transition/obstacles.ts";
import { dropView, readersFirst } from "../support/views.ts";
import { waysBack } from "../support/waysBack.ts";
import { Partings, type Parting } from "./parting.ts";
import type { ColumnTarget } from "./targetColumn.ts";

/** What hangs on a column, in the order in which it goes, and the CHECKs that go with the column itself. */
export interface Hanging {
  readonly partings: readonly Parting[];
  readonly checks: readonly CheckConstraint[];
}

export function hangingOn(target: ColumnTarget, facts: RecipeFacts): Hanging | Refusal {
  const { catalog, table, column } = target;
  const { number } = column;
  const partings = new Partings(catalog, facts);
  const own = table.constraints.filter((each) => mentions(each, number));
  const all = [
    ...viewPartings(target, facts, partings),
    ...incomingKeys(target).map(({ from, key }) => partings.foreignKey(from, key)),
    ...own.flatMap((each) => (each.kind === "foreign-key" ? [partings.foreignKey(table, each)] : [])),
    ...own.flatMap((each) =>
      each.kind === "unique" || each.kind === "exclusion" ? [partings.key(table, each)] : [],
    ),
    ...indexesOn(catalog, table, number)
      .filter(({ constraint }) => constraint === undefined)
      .map((index) => partings.index(index)),
  ];
  const refused = all.find((each) => "refused" in each);
  if (refused !== undefined) return refused;
  return {
    partings: all.flatMap((each) => ("refused" in each ? [] : [each])),
    checks: own.filter((each) => each.kind === "check"),
  };
}

/** Foreign keys of other tables that refer to the column: only CASCADE takes those along. */
export function incomingKeys({ catalog, table, column }: ColumnTarget) {
  return table.referencedBy.flatMap(({ table: id, constraint }) => {
    const from = catalog.get("relation", id);
    if (!isTable(from) || from.id === table.id) return [];
    return from.constraints.flatMap((key) =>
      key.id === constraint && key.kind === "foreign-key" && key.referencedColumns.includes(column.number)
        ? [{ from, key }]
        : [],
    );
  });
}

/** Views that go by CASCADE, those that read others first. */
export function viewsOn({ catalog, cascaded }: ColumnTarget): readonly View[] {
  const ids = cascaded.flatMap(({ code, relation }) =>
    code === "view" && relation !== undefined ? [relation.id] : [],
  );
  return readersFirst(ids.map((id) => catalog.get("relation", id)).filter(isView));
}

function viewPartings(
  target: ColumnTarget,
  facts: RecipeFacts,
  { spelling }: Partings,
): readonly (Parting | Refusal)[] {
  const views = viewsOn(target);
  const drops = views.map((view) => dropView(view, spelling));
  return waysBack(facts, drops).map((back, index) => {
    const drop = drops[index] ?? "";
    if ("refused" in back) return back;
    return {
      step: {
        phase: "contract",
        title: `Drop the view ${views[index]?.name ?? ""}, which reads the column; the down makes it again`,
        suffix: "drop_view",
        transaction: "own",
        up: [`-- lockkeeper-ignore drops-view: no running version reads it any more\n${drop}`],
        down: back.statements,
      },
      proofs: [],
      bare: drop,
    };
  });
}

/** Bare statements that take a CHECK away. */
export function dropCheck(table: Table, { name }: CheckConstraint, { spelling }: Partings): string {
  return sql`ALTER TABLE ${spelling.name(table)} DROP CONSTRAINT IF EXISTS ${ident(name)}`.text;
}
