import { said, type Column } from "./columns.ts";
import type { Schema, Table } from "./schema.ts";

/** What stands on a table and around it, each with a random column. */
export type Decoration = (schema: Schema, table: Table) => void;

function some(schema: Schema, table: Table, fits: (column: Column) => boolean): Column | undefined {
  return schema.random.pick(table.columns.filter(fits));
}

const isOrdered = ({ type }: Column): boolean => type.ordered;

const index: Decoration = (schema, table) => {
  const column = some(schema, table, isOrdered);
  if (column === undefined) return;
  const { random, names } = schema;
  const name = names.next("i");
  const other = random.pick(table.columns.filter((each) => each !== column && each.type.ordered));
  const second = other === undefined ? "" : random.maybe(30, `, ${other.name}`);
  const included = second === "" && other !== undefined ? random.maybe(20, ` INCLUDE (${other.name})`) : "";
  const order = random.of("", "", " DESC", " DESC NULLS LAST");
  const where = random.maybe(20, ` WHERE ${said(column.type.holds, column.name)}`);
  const made = `CREATE INDEX ${name} ON ${table.name} (${column.name}${order}${second})${included}${where}`;
  schema.statements.push(made);
  const [home] = /^("[^"]*("")?[^"]*"|\w+)\./.exec(table.name) ?? [""];
  table.indexes.set(home + name, made);
};

const expressionIndex: Decoration = (schema, table) => {
  const column = some(schema, table, ({ type }) => /^(text|varchar)/.test(type.sql));
  if (column === undefined) return;
  schema.statements.push(`CREATE INDEX ${schema.names.next("e")} ON ${table.name} (lower(${column.name}))`);
};

const unique: Decoration = (schema, table) => {
  const fits = (column: Column): boolean => isOrdered(column) && column.type.distinct && !column.isKey;
  const column = some(schema, table, fits);
  if (column === undefined) return;
  const { random, names } = schema;
  const key = table.partitions.length > 0 ? `${table.key[0]?.name}, ` : "";
  const name = random.maybe(50, `CONSTRAINT ${names.next("u")} `);
  const late = random.maybe(20, " DEFERRABLE INITIALLY DEFERRED");
  schema.statements.push(`ALTER TABLE ${table.name} ADD ${name}UNIQUE (${key}${column.name})${late}`);
};

const check: Decoration = (schema, table) => {
  const column = some(schema, table, () => true);
  if (column === undefined) return;
  const { random, names } = schema;
  const name = random.maybe(50, `CONSTRAINT ${names.next("k")} `);
  schema.statements.push(
    `ALTER TABLE ${table.name} ADD ${name}CHECK (${said(column.type.holds, column.name)} OR ${column.name} IS NULL)`,
  );
};

/** Every table has the same running numbers, up to its count of rows. */
const foreignKey: Decoration = (schema, table) => {
  const { random } = schema;
  const [id, second] = table.key;
  const to = random.pick(schema.tables.filter((each) => each.key.length === 1 && each.rows >= table.rows));
  const target = to?.key[0];
  if (to === undefined || target === undefined || id === undefined) return;
  const column = random.chance(30)
    ? id
    : some(schema, table, ({ type, generated }) => !generated && /^(int|bigint|smallint)$/.test(type.sql));
  if (column === undefined || (second !== undefined && column === second)) return;
  const name = random.maybe(50, `CONSTRAINT ${schema.names.next("fk")} `);
  const onDelete = random.of("", " ON DELETE CASCADE", column.required ? "" : " ON DELETE SET NULL");
  const late = random.maybe(20, " DEFERRABLE INITIALLY DEFERRED");
  schema.statements.push(
    `ALTER TABLE ${table.name} ADD ${name}FOREIGN KEY (${column.name}) REFERENCES ${to.name} (${target.name})${onDelete}${late}`,
  );
  to.used.push(name);
};

const trigger: Decoration = (schema, table) => {
  const { random, names } = schema;
  const column = random.of(table.columns[0], ...table.columns.filter(({ generated }) => !generated));
  const when = random.of("BEFORE INSERT OR UPDATE", "AFTER UPDATE", `AFTER UPDATE OF ${column?.name}`);
  schema.statements.push(
    `CREATE TRIGGER ${names.next("tr")} ${when} ON ${table.name} FOR EACH ROW EXECUTE FUNCTION touched()`,
  );
};

const policy: Decoration = (schema, table) => {
  const column = some(schema, table, () => true);
  if (column === undefined) return;
  schema.statements.push(
    `ALTER TABLE ${table.name} ENABLE ROW LEVEL SECURITY`,
    `CREATE POLICY ${schema.names.next("pol")} ON ${table.name} USING (${said(column.type.holds, column.name)})`,
  );
};

const publication: Decoration = (schema, table) => {
  schema.statements.push(`CREATE PUBLICATION ${schema.names.next("pub")} FOR TABLE ${table.name}`);
};

const view: Decoration = (schema, table) => {
  const { random, names } = schema;
  const listed = random.some(table.columns, 3).map(({ name }) => name);
  const name = names.next("v");
  schema.statements.push(`CREATE VIEW ${name} AS SELECT ${listed.join(", ")} FROM ${table.name}`);
  if (random.chance(40)) schema.statements.push(`GRANT SELECT ON ${name} TO PUBLIC`);
  table.used.push(name);
};

const materialized: Decoration = (schema, table) => {
  const [id] = table.key;
  if (id === undefined) return;
  const { names } = schema;
  const name = names.next("mv");
  const all = table.key.map((column) => column.name).join(", ");
  schema.statements.push(
    `CREATE MATERIALIZED VIEW ${name} AS SELECT ${all} FROM ${table.name}`,
    `CREATE UNIQUE INDEX ${names.next("mi")} ON ${name} (${all})`,
  );
  schema.materialized.push(name);
  table.used.push(name);
};

const words: Decoration = (schema, table) => {
  const column = some(schema, table, () => true);
  if (column === undefined) return;
  schema.statements.push(
    `COMMENT ON COLUMN ${table.name}.${column.name} IS 'it''s "${schema.random.int(1, 99)}"'`,
    `COMMENT ON TABLE ${table.name} IS 'told'`,
  );
};

const settings: Decoration = (schema, table) => {
  const column = some(schema, table, ({ generated }) => !generated);
  if (column === undefined) return;
  const { random } = schema;
  const stored = /^(text|bytea|jsonb)/.test(column.type.sql);
  const set = stored && random.chance(60) ? "STORAGE EXTERNAL" : "STATISTICS 300";
  schema.statements.push(`ALTER TABLE ${table.name} ALTER ${column.name} SET ${set}`);
};

const statistics: Decoration = (schema, table) => {
  const [one, other] = table.columns.filter(({ type }) => type.ordered);
  if (one === undefined || other === undefined) return;
  schema.statements.push(
    `CREATE STATISTICS ${schema.names.next("st")} ON ${one.name}, ${other.name} FROM ${table.name}`,
  );
};

const grants: Decoration = (schema, table) => {
  schema.statements.push(`GRANT SELECT, INSERT ON ${table.name} TO PUBLIC`);
};

export const decorations: readonly Decoration[] = [
  ...[index, index, index, expressionIndex, unique, unique, check, check, foreignKey, foreignKey],
  ...[trigger, policy, publication, view, materialized, words, settings, statistics, grants],
];
