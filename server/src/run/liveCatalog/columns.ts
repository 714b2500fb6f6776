import type { Storage } from "../../catalog/columnAttributes.ts";
import { attributesOf } from "../../catalog/withAttributes.ts";
import type { Column } from "../../catalog/relations.ts";
import type { RelationId } from "../../catalog/ids.ts";
import type { Live } from "./live.ts";
import type { ColumnRow } from "./rows/columns.ts";

/** The columns of one relation, in their order. */
export function liveColumns(live: Live, relation: number): readonly Column[] {
  const rows = live.columnsOf(relation);
  return rows.map((row) => ({
    number: row.number,
    name: row.name,
    type: live.names.typeRef(row.type, row.modifier, row.spelled),
    ...(row.collation === null ? {} : { collation: row.collation }),
    notNull: row.notnull,
    ...valueOf(live, row, rows),
    ...identityOf(live, row),
    local: row.local,
    inherited: row.inherited,
    ...columnAttributes(row),
  }));
}

const storages: ReadonlyMap<string, Storage> = new Map([
  ["p", "plain"],
  ["e", "external"],
  ["x", "extended"],
  ["m", "main"],
]);
const compressions: ReadonlyMap<string, string> = new Map([
  ["p", "pglz"],
  ["l", "lz4"],
]);

function columnAttributes(row: ColumnRow): Pick<Column, "attributes"> {
  const options = (row.options ?? []).map((text) => {
    const at = text.indexOf("=");
    return [text.slice(0, at), text.slice(at + 1)] as const;
  });
  return attributesOf(
    {
      attributes: {
        comment: row.comment ?? undefined,
        statistics: row.statistics ?? undefined,
        storage: storages.get(row.storage ?? ""),
        compression: compressions.get(row.compression ?? ""),
        options: options.length === 0 ? undefined : Object.fromEntries(options),
      },
    },
    ["comment", "statistics", "storage", "compression", "options"],
  );
}

/** The DEFAULT, or what a generated column is computed from. */
function valueOf(
  live: Live,
  row: ColumnRow,
  columns: readonly ColumnRow[],
): Pick<Column, "default" | "generated"> {
  if (row.default === null || row.default_oid === null) return {};
  const uses = live.dependencies.uses("pg_attrdef", row.default_oid);
  const expression = live.expression(row.default, columns, uses);
  if (row.generated === "") return { default: expression };
  return { generated: { kind: row.generated === "v" ? "virtual" : "stored", expression } };
}

/** A partition shares the sequence of its parent's column (17 and later). */
function identityOf(live: Live, row: ColumnRow): Pick<Column, "identity"> {
  if (row.identity === "") return {};
  const sequence = identitySequence(live, row.relation, row.name);
  return sequence === undefined ? {} : { identity: { always: row.identity === "a", sequence } };
}

function identitySequence(live: Live, relation: number, name: string): RelationId | undefined {
  const number = live.columnsOf(relation).find((column) => column.name === name)?.number;
  const own = live.dependencies
    .owned(relation)
    .find(({ column, identity }) => identity && column === number)?.sequence;
  if (own !== undefined) return live.names.relation(own);
  for (const { parent } of live.parentsOf(relation)) {
    const inherited = identitySequence(live, parent, name);
    if (inherited !== undefined) return inherited;
  }
  return undefined;
}
