import { displayName } from "../../catalog/ids.ts";
import type { Column, CompositeRelation } from "../../catalog/relations.ts";
import type { DomainType, EnumType, Type } from "../../catalog/types.ts";
import { ident, join, literal, sql, Sql } from "../../sql/fragment.ts";
import { columnSql } from "./columnSql.ts";
import { sameDefinition } from "./sameDefinition.ts";
import type { Scene } from "./scene.ts";
import type { Spelling } from "./spelling.ts";
import { renamed } from "./undoTable.ts";
import { nothing, remark, undo, type Undo, type Undoing } from "./undo.ts";

/** A type that was there before a statement and is there after it; composite types are relations. */
export function undoType(before: Type, after: Type, scene: Scene): Undoing {
  const names = renameType(before, after, scene);
  if (before.kind === "enum" && after.kind === "enum")
    return { ...nothing, renames: names, ...undoEnum(before, after, scene) };
  if (before.kind === "domain" && after.kind === "domain")
    return { ...nothing, renames: names, ...undoDomain(before, after, scene) };
  return { ...nothing, renames: names };
}

function renameType(before: Type, after: Type, { now }: Scene): readonly Undo[] {
  const word = Sql.verbatim(before.kind === "domain" ? "DOMAIN" : "TYPE");
  return [
    ...(before.schema === after.schema
      ? []
      : [undo(sql`ALTER ${word} ${now.name(after)} SET SCHEMA ${ident(before.schema)}`)]),
    ...(before.name === after.name
      ? []
      : [
          undo(
            sql`ALTER ${word} ${now.name({ ...after, schema: before.schema })} RENAME TO ${ident(before.name)}`,
          ),
        ]),
  ];
}

function undoEnum(before: EnumType, after: EnumType, { old }: Scene): Partial<Undoing> {
  const added = after.values.filter((value) => !before.values.includes(value));
  const gone = before.values.filter((value) => !after.values.includes(value));
  const name = old.name(before);
  if (added.length === gone.length)
    return {
      alters: gone.map((value, index) =>
        undo(sql`ALTER TYPE ${name} RENAME VALUE ${literal(added[index] ?? value)} TO ${literal(value)}`),
      ),
    };
  const list = added.map((value) => literal(value).text).join(", ");
  return {
    alters: [
      remark(
        "left",
        `the enum ${displayName(before)} keeps ${list}: PostgreSQL cannot take a value out of an enum`,
      ),
    ],
  };
}

function undoDomain(before: DomainType, after: DomainType, { old }: Scene): Partial<Undoing> {
  const alter = sql`ALTER DOMAIN ${old.name(before)}`;
  const [was, is] = [checks(before), checks(after)];
  const [wasRequired, isRequired] = [before, after].map(({ constraints }) =>
    constraints.some(({ kind }) => kind === "not-null"),
  );
  const write = (words: () => Sql): Undo =>
    old.write(`the domain ${displayName(before)}`, () => sql`${alter} ${words()}`);
  return {
    alters: [
      ...is
        .filter((each) => !was.some((other) => sameCheck(each, other)))
        .map(({ name }) => write(() => sql`DROP CONSTRAINT ${ident(name)}`)),
      ...was
        .filter((each) => !is.some((other) => sameCheck(each, other)))
        .map((each) => write(() => sql`ADD ${checkSql(each, old)}`)),
      ...(wasRequired === isRequired
        ? []
        : [write(() => Sql.verbatim(`${wasRequired === true ? "SET" : "DROP"} NOT NULL`))]),
      ...(sameDefinition(before.default, after.default) ? [] : [write(() => defaultSql(before, old))]),
    ],
  };
}

type Check = DomainType["constraints"][number];

function checks({ constraints }: DomainType): readonly Check[] {
  return constraints.filter(({ kind }) => kind === "check");
}

function sameCheck(one: Check, other: Check): boolean {
  return (
    one.name === other.name && one.valid === other.valid && sameDefinition(one.expression, other.expression)
  );
}

function checkSql({ name, expression, valid }: Check, spelling: Spelling): Sql {
  const condition =
    expression === undefined
      ? spelling.lacking("a condition of it is not known")
      : spelling.expression(expression);
  return sql`CONSTRAINT ${ident(name)} CHECK (${condition})${Sql.verbatim(valid ? "" : " NOT VALID")}`;
}

function defaultSql(domain: DomainType, spelling: Spelling): Sql {
  return domain.default === undefined
    ? Sql.verbatim("DROP DEFAULT")
    : sql`SET DEFAULT ${spelling.expression(domain.default)}`;
}

/** CREATE TYPE or DOMAIN for one that was dropped. */
export function createType(type: Type, spelling: Spelling): Undo {
  const what = `the type ${displayName(type)}`;
  const name = spelling.name(type);
  if (type.kind === "enum") return undo(sql`CREATE TYPE ${name} AS ENUM (${join(type.values.map(literal))})`);
  if (type.kind === "domain") return spelling.write(what, () => domainSql(type, spelling));
  return remark("left", `${what} is not restored: the model does not know it well enough`);
}

function domainSql(domain: DomainType, spelling: Spelling): Sql {
  const words = [
    sql`CREATE DOMAIN ${spelling.name(domain)} AS ${spelling.type(domain.base)}`.text,
    ...(domain.default === undefined ? [] : [`DEFAULT ${spelling.expression(domain.default).text}`]),
    ...(domain.constraints.some(({ kind }) => kind === "not-null") ? ["NOT NULL"] : []),
    ...checks(domain).map((each) => checkSql(each, spelling).text),
  ];
  return Sql.verbatim(words.join(" "));
}

export function createComposite(composite: CompositeRelation, { old }: Scene): Undo {
  return old.write(
    `the type ${displayName(composite)}`,
    () =>
      sql`CREATE TYPE ${old.name(composite)} AS (${composite.columns.map((each) => columnSql(composite, each, old))})`,
  );
}

/** A composite type that was there before a statement and is there after it. */
export function undoComposite(
  before: CompositeRelation,
  after: CompositeRelation,
  { old, now }: Scene,
): Undoing {
  const alter = sql`ALTER TYPE ${old.name(before)}`;
  const known = (columns: readonly Column[]): ReadonlyMap<number, Column> =>
    new Map(columns.map((each) => [each.number, each]));
  const [was, is] = [known(before.columns), known(after.columns)];
  return {
    ...nothing,
    drops: after.columns
      .filter(({ number }) => !was.has(number))
      .map(({ name }) => undo(sql`ALTER TYPE ${now.name(after)} DROP ATTRIBUTE ${ident(name)}`)),
    renames: renamed(before.columns, after.columns, ({ number }) => number).map(([to, from]) =>
      undo(sql`ALTER TYPE ${now.name(after)} RENAME ATTRIBUTE ${ident(from)} TO ${ident(to)}`),
    ),
    alters: before.columns.flatMap((column) => {
      const other = is.get(column.number);
      if (other === undefined || JSON.stringify(other.type) === JSON.stringify(column.type)) return [];
      return [
        old.write(
          displayName(before),
          () => sql`${alter} ALTER ATTRIBUTE ${ident(column.name)} TYPE ${old.type(column.type)}`,
        ),
      ];
    }),
    creates: before.columns
      .filter(({ number }) => !is.has(number))
      .map((column) =>
        old.write(displayName(before), () => sql`${alter} ADD ATTRIBUTE ${columnSql(before, column, old)}`, {
          kind: "lost",
          words: `the values of ${displayName(before)}.${column.name} are gone`,
        }),
      ),
  };
}
