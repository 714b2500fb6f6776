import { displayName } from "../../catalog/ids.ts";
import type { Column, Table } from "../../catalog/relations.ts";
import { ident, join, sql, Sql } from "../../sql/fragment.ts";
import { columnSql, fillsRows, identitySql } from "./columnSql.ts";
import { sameDefinition } from "./sameDefinition.ts";
import { isAdded, type Scene } from "./scene.ts";
import { dropsDefault, undoType } from "./undoColumnType.ts";
import { attributesBelow } from "./attributesOn.ts";
import { commentsOn } from "./undoComment.ts";
import { remark, undo, type Remark, type Undo } from "./undo.ts";

/** ALTER TABLE for a table or a foreign table. */
export function alterTable({ kind }: Pick<Table, "kind">, name: Sql): Sql {
  return sql`ALTER ${Sql.verbatim(kind === "foreign-table" ? "FOREIGN TABLE" : "TABLE")} ${name}`;
}

/** Takes away columns that were added; those that came from a parent go with the parent's. */
export function dropColumns(before: Table, after: Table, { now }: Scene): readonly Undo[] {
  const known = new Set(before.columns.map(({ number }) => number));
  return after.columns
    .filter(({ number, local, inherited }) => !known.has(number) && local && inherited === 0)
    .toReversed()
    .map(({ name }) => undo(sql`${alterTable(after, now.name(after))} DROP COLUMN ${ident(name)}`));
}

/** Brings back columns that were dropped, without their values. */
export function addColumns(before: Table, after: Table, scene: Scene): readonly Undo[] {
  const { old } = scene;
  const there = new Set(after.columns.map(({ number }) => number));
  return before.columns
    .filter(({ number, local, inherited }) => !there.has(number) && local && inherited === 0)
    .flatMap((column) => {
      const name = `${displayName(before)}.${column.name}`;
      const keeps = !column.notNull || fillsRows(column);
      const remarks: Remark[] =
        column.generated === undefined ? [{ kind: "lost", words: `the values of ${name} are gone` }] : [];
      const again = `${alterTable(before, old.name(before)).text} ALTER COLUMN ${ident(column.name).text} SET NOT NULL`;
      if (!keeps)
        remarks.push({
          kind: "left",
          words: `${name} was NOT NULL and now has no values; fill it, then: ${again};`,
        });
      const added = old.write(
        `the column ${name}`,
        () =>
          sql`${alterTable(before, old.name(before))} ADD COLUMN ${columnSql(before, column, old, keeps)}`,
        ...remarks,
      );
      if (added.sql === undefined) return [added];
      return [
        added,
        ...commentsOn(before, scene, column.number),
        ...attributesBelow(before, column.name, scene),
      ];
    });
}

/** What becomes of columns that were there before and are there afterwards; by their old names. */
export function alterColumns(before: Table, after: Table, scene: Scene): readonly Undo[] {
  const found: Undo[] = [];
  const parts: Sql[] = [];
  const remarks: Remark[] = [];
  for (const column of before.columns) {
    const changed = after.columns.find(({ number }) => number === column.number);
    if (changed === undefined || changed === column || isParents(before, after, column)) continue;
    if (isAdded(before, column, scene)) continue;
    for (const each of alterColumn(before, column, changed, scene)) {
      remarks.push(...each.remarks);
      if (each.sql !== undefined) parts.push(each.sql);
    }
  }
  if (parts.length > 0)
    found.push(undo(sql`${alterTable(before, scene.old.name(before))} ${join(parts)}`, ...remarks));
  else for (const each of remarks) found.push({ remarks: [each] });
  return found;
}

/** Whether a column's parent changes it, so that it goes back with that. */
function isParents(before: Table, after: Table, { inherited }: Column): boolean {
  return inherited > 0 && before.parents.length > 0 && after.parents.length > 0;
}

function alterColumn(table: Table, was: Column, is: Column, scene: Scene): readonly Undo[] {
  const { old } = scene;
  const name = `${displayName(table)}.${was.name}`;
  const alter = (words: () => Sql, ...remarks: readonly Remark[]): Undo =>
    old.write(name, () => sql`ALTER COLUMN ${ident(was.name)} ${words()}`, ...remarks);
  const plain = (words: string): Undo => alter(() => Sql.verbatim(words));
  return [
    ...undoIdentityGain(was, is, plain),
    ...undoNotNull(name, was, is, plain),
    ...undoType(table, was, is, scene, alter),
    ...undoDefault(was, is, scene, alter),
    ...undoGenerated(name, was, is),
    ...(was.identity !== undefined && is.identity === undefined
      ? [alter(() => Sql.verbatim(`ADD ${identitySql(table, was, old)}`))]
      : []),
  ];
}

function undoIdentityGain(was: Column, is: Column, plain: (words: string) => Undo): readonly Undo[] {
  if (is.identity === undefined) return [];
  if (was.identity === undefined) return [plain("DROP IDENTITY")];
  if (was.identity.always === is.identity.always) return [];
  return [plain(`SET GENERATED ${was.identity.always ? "ALWAYS" : "BY DEFAULT"}`)];
}

function undoNotNull(name: string, was: Column, is: Column, plain: (words: string) => Undo): readonly Undo[] {
  if (was.notNull === is.notNull) return [];
  if (!was.notNull) return [plain("DROP NOT NULL")];
  const fails: Remark = { kind: "note", words: `fails where ${name} has got NULLs meanwhile` };
  return [{ ...plain("SET NOT NULL"), remarks: [fails] }];
}

function undoDefault(
  was: Column,
  is: Column,
  { old }: Scene,
  alter: (words: () => Sql) => Undo,
): readonly Undo[] {
  const value = was.default;
  if (sameDefinition(value, is.default) && !dropsDefault(was, is)) return [];
  if (value === undefined && dropsDefault(was, is)) return [];
  if (value === undefined) return [alter(() => Sql.verbatim("DROP DEFAULT"))];
  return [alter(() => sql`SET DEFAULT ${old.expression(value)}`)];
}

function undoGenerated(name: string, was: Column, is: Column): readonly Undo[] {
  if (sameDefinition(was.generated?.expression, is.generated?.expression)) return [];
  const words =
    is.generated === undefined
      ? `${name} is no generated column any more, and PostgreSQL cannot make one of a column that is there`
      : `the expression of ${name} is not restored`;
  return [remark("left", words)];
}
