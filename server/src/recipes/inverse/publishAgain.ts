import type { Table } from "../../catalog/relations.ts";
import { ident, sql } from "../../sql/fragment.ts";
import type { Scene } from "./scene.ts";
import { remark, undo, type Undo } from "./undo.ts";

/** A table that was dropped left the publications that name it. */
export function publishAgain(table: Table, { old }: Scene): readonly Undo[] {
  return [...old.catalog.all("other").values()]
    .filter(({ kind, relations }) => kind === "publication" && relations.includes(table.id))
    .map(({ name, publishing }) =>
      publishing?.parts?.some((part) => part.relation === table.id) === true
        ? remark("left", `the publication ${name} publishes only a part of the table; add it as it was`)
        : undo(sql`ALTER PUBLICATION ${ident(name)} ADD TABLE ${old.name(table)}`),
    );
}
