import { said, types, type Column } from "./columns.ts";
import type { Schema, Table } from "./schema.ts";

/** A statement that somebody wrote, in a migration of its own. */
export interface Hazard {
  readonly up: string;
  /** Undefined where it has none of its own. */
  readonly down?: string;
  /** What it is to end like, where it cannot run on rows. */
  readonly meant?: string;
  /** Gives rows values again that a down asks for, once what they were lost with has come back. */
  readonly fill?: string;
  /** What the application does once the first step has run, by the recipe that counts on it. */
  readonly application?: Readonly<Record<string, string>>;
}

/** Makes one, or undefined where the schema has nothing that it could be about. */
export type MakeHazard = (schema: Schema) => Hazard | undefined;

function alter(table: Table, up: string, down: string, more: Partial<Hazard> = {}): Hazard {
  return { up: `ALTER TABLE ${table.name} ${up};`, down: `ALTER TABLE ${table.name} ${down};`, ...more };
}

function columnOf(schema: Schema, table: Table, fits: (column: Column) => boolean): Column | undefined {
  return schema.random.pick(table.columns.filter(fits));
}

function ofColumn(
  fits: (column: Column) => boolean,
  make: (table: Table, column: Column, schema: Schema) => Hazard | undefined,
): MakeHazard {
  return (schema) => {
    const table = schema.table();
    const column = columnOf(schema, table, fits);
    return column === undefined ? undefined : make(table, column, schema);
  };
}

const any = (): boolean => true;
const isPlain = ({ isKey, generated }: Column): boolean => !isKey && !generated;

/** The schema before a name, with its dot, where it has one. */
function homeOf(schema: Schema, table: Table): string {
  return table.name.startsWith(`${schema.other}.`) ? `${schema.other}.` : "";
}

const createIndex = ofColumn(
  ({ type }) => type.ordered,
  (table, column, schema) => {
    const { random, names } = schema;
    const name = names.next("ix");
    const canBeUnique = column.type.distinct && table.partitions.length === 0;
    const unique = canBeUnique ? random.maybe(30, "UNIQUE ") : "";
    const where = random.maybe(20, ` WHERE ${said(column.type.holds, column.name)}`);
    return {
      up: `CREATE ${unique}INDEX ${name} ON ${table.name} (${column.name}${random.maybe(30, " DESC")})${where};`,
      down: `DROP INDEX ${homeOf(schema, table)}${name};`,
    };
  },
);

const dropIndex: MakeHazard = (schema) => {
  const table = schema.random.pick(schema.tables.filter(({ indexes }) => indexes.size > 0));
  const [name, made] = schema.random.pick([...(table?.indexes ?? [])]) ?? [];
  return name === undefined || made === undefined
    ? undefined
    : { up: `DROP INDEX ${schema.random.maybe(30, "IF EXISTS ")}${name};`, down: `${made};` };
};

const reindex: MakeHazard = (schema) => {
  const up = `REINDEX TABLE ${schema.table().name};`;
  return { up };
};

const refresh: MakeHazard = ({ random, materialized }) => {
  const view = random.pick(materialized);
  return view === undefined ? undefined : { up: `REFRESH MATERIALIZED VIEW ${view};` };
};

const addUnique = ofColumn(
  ({ type, isKey }) => type.distinct && type.ordered && !isKey,
  (table, column, { random, names }) => {
    const name = names.next("uq");
    const key = table.partitions.length > 0 ? `${table.key[0]?.name}, ` : "";
    const late = random.maybe(20, " DEFERRABLE");
    return alter(
      table,
      `ADD CONSTRAINT ${name} UNIQUE (${key}${column.name})${late}`,
      `DROP CONSTRAINT ${name}`,
    );
  },
);

const addCheck = ofColumn(any, (table, column, { names }) => {
  const name = names.next("ck");
  return alter(
    table,
    `ADD CONSTRAINT ${name} CHECK (${said(column.type.holds, column.name)} OR ${column.name} IS NULL)`,
    `DROP CONSTRAINT ${name}`,
  );
});

const addForeignKey = ofColumn(
  ({ type, generated }) => !generated && /^(int|bigint|smallint)$/.test(type.sql),
  (table, column, schema) => {
    const { random, names } = schema;
    const to = random.pick(
      schema.tables.filter(
        ({ key, rows, name }) => key.length === 1 && rows >= table.rows && name !== table.name,
      ),
    );
    const name = names.next("fk");
    return to === undefined
      ? undefined
      : alter(
          table,
          `ADD CONSTRAINT ${name} FOREIGN KEY (${column.name}) REFERENCES ${to.name}${random.maybe(30, " ON DELETE CASCADE")}${random.maybe(20, " DEFERRABLE")}`,
          `DROP CONSTRAINT ${name}`,
        );
  },
);

const setNotNull = ofColumn(
  ({ required, holdsNull, generated, type }) => !required && !holdsNull && !generated && type.sql !== "pair",
  (table, column) => alter(table, `ALTER ${column.name} SET NOT NULL`, `ALTER ${column.name} DROP NOT NULL`),
);

const renameColumn = ofColumn(isPlain, (table, column, { names }) => {
  const name = names.next("r");
  return alter(table, `RENAME COLUMN ${column.name} TO ${name}`, `RENAME COLUMN ${name} TO ${column.name}`);
});

const changeType = ofColumn(
  ({ type, generated }) => !generated && type.becomes.length > 0,
  (table, column, { random }) => {
    const { name, type } = column;
    const to = said(random.pick(type.becomes) ?? type.sql, name);
    const back = /USING/.test(to) ? ` USING ${name} AT TIME ZONE 'UTC'` : ` USING ${name}::${type.sql}`;
    return alter(table, `ALTER COLUMN ${name} TYPE ${to}`, `ALTER COLUMN ${name} TYPE ${type.sql}${back}`);
  },
);

const addFilled: MakeHazard = (schema) => {
  const { random, names } = schema;
  const name = names.next("f");
  const required = random.maybe(60, " NOT NULL");
  return alter(
    schema.table(),
    `ADD COLUMN ${name} int DEFAULT (random() * 0)::int + 7${required}`,
    `DROP COLUMN ${name}`,
  );
};

const addRequired: MakeHazard = (schema) => {
  const { random, names } = schema;
  const table = schema.table();
  const name = names.next("q");
  const type = random.of(...types);
  const source = random.pick(table.columns.filter((column) => column.type === type && !column.holdsNull));
  const value =
    source?.name ?? (type.sql === "pair" ? "ROW(1, 2)::pair" : `${type.constant}::${bare(type.sql)}`);
  const { name: on } = table;
  return {
    up: `-- lockkeeper-value ${name} = ${value}\nALTER TABLE ${on} ADD COLUMN ${name} ${type.sql} NOT NULL;`,
    down: `ALTER TABLE ${on} DROP COLUMN ${name};`,
    meant: `ALTER TABLE ${on} ADD COLUMN ${name} ${type.sql}; UPDATE ${on} SET ${name} = ${value}; ALTER TABLE ${on} ALTER ${name} SET NOT NULL;`,
    application: { "require-column-later": `UPDATE ${on} SET ${name} = ${value} WHERE ${name} IS NULL` },
  };
};

function bare(type: string): string {
  return type.replace(/ COLLATE.*/, "");
}

const addPlain: MakeHazard = (schema) => {
  const name = schema.names.next("n");
  const { sql, constant } = schema.random.of(...types);
  return alter(
    schema.table(),
    `ADD COLUMN ${name} ${sql}${schema.random.maybe(50, ` DEFAULT ${constant}`)}`,
    `DROP COLUMN ${name}`,
  );
};

const dropColumn = ofColumn(
  ({ isKey }) => !isKey,
  (table, column, { random }) => {
    const { name, type, generated } = column;
    const rows = `(SELECT tableoid AS o, ctid AS i, row_number() OVER ()::int AS g FROM ${table.name})`;
    const fill = `UPDATE ${table.name} AS k SET ${name} = ${type.value} FROM ${rows} AS n WHERE k.tableoid = n.o AND k.ctid = n.i`;
    return {
      up: `ALTER TABLE ${table.name} DROP COLUMN ${random.maybe(20, "IF EXISTS ")}${name}${random.maybe(40, " CASCADE")};`,
      ...(generated ? {} : { fill }),
    };
  },
);

const dropTable: MakeHazard = (schema) => ({
  up: `DROP TABLE ${schema.table().name}${schema.random.maybe(50, " CASCADE")};`,
});

const renameTable: MakeHazard = (schema) => {
  const { random, names } = schema;
  const table = schema.table();
  const home = homeOf(schema, table);
  const own = table.name.slice(home.length);
  if (random.chance(30)) {
    const [to, from] = home === "" ? [schema.other, "public"] : ["public", schema.other];
    return {
      up: `ALTER TABLE ${table.name} SET SCHEMA ${to};`,
      down: `ALTER TABLE ${to}.${own} SET SCHEMA ${from};`,
    };
  }
  const name = names.next("rt");
  return {
    up: `ALTER TABLE ${table.name} RENAME TO ${name};`,
    down: `ALTER TABLE ${home}${name} RENAME TO ${own};`,
  };
};

const update = ofColumn(isPlain, (table, column) => ({
  up: `UPDATE ${table.name} SET ${column.name} = ${column.type.sql === "pair" ? "ROW(1, 2)" : column.type.constant}${
    column.type.ordered ? ` WHERE ${column.name} IS NOT NULL` : ""
  };`,
}));

function partitioned(schema: Schema): Table | undefined {
  return schema.random.pick(schema.tables.filter(({ partitions }) => partitions.length > 0));
}

/** Behind all others, so that it goes beside a default partition, too. */
const createPartition: MakeHazard = (schema) => {
  const table = partitioned(schema);
  if (table === undefined || table.rows > 400) return undefined;
  const name = schema.names.next("part");
  return {
    up: `CREATE TABLE ${name} PARTITION OF ${table.name} FOR VALUES FROM (500) TO (600);`,
    down: `DROP TABLE ${name};`,
  };
};

const attach: MakeHazard = ({ random, attachable }) => {
  const found = random.pick(attachable);
  if (found === undefined) return undefined;
  const { name, to } = found;
  return {
    up: `ALTER TABLE ${to.name} ATTACH PARTITION ${name} FOR VALUES FROM (500) TO (600);`,
    down: `ALTER TABLE ${to.name} DETACH PARTITION ${name};`,
  };
};

const detach: MakeHazard = (schema) => {
  const table = partitioned(schema);
  const [partition] = table?.partitions ?? [];
  return table === undefined || partition === undefined
    ? undefined
    : {
        up: `ALTER TABLE ${table.name} DETACH PARTITION ${partition};`,
        down: `ALTER TABLE ${table.name} ATTACH PARTITION ${partition} FOR VALUES FROM (MINVALUE) TO (20);`,
      };
};

/** By what they are about. */
export const hazards: Readonly<Record<string, MakeHazard>> = {
  ...{ createIndex, dropIndex, reindex, refresh, addUnique, addCheck, addForeignKey, setNotNull },
  ...{ renameColumn, changeType, addFilled, addRequired, addPlain, dropColumn, dropTable, renameTable },
  ...{ update, createPartition, attach, detach },
};
