import { each, inOneFile, list, users, type Growth } from "./shape.ts";

/** Tables, and what there may be very much of on one. */
export const onTables: Readonly<Record<string, Growth>> = {
  "partitions of one table": {
    size: 500,
    shape: inOneFile(
      (n) =>
        "CREATE TABLE p (id int, at int) PARTITION BY RANGE (id);\n" +
        each(n, (i) => `CREATE TABLE p${i} PARTITION OF p FOR VALUES FROM (${i * 10}) TO (${i * 10 + 10});`),
    ),
  },
  "partitions of one table with keys and indexes": {
    size: 250,
    shape: inOneFile(
      (n) =>
        `${users}CREATE TABLE p (id int, u bigint REFERENCES users, PRIMARY KEY (id)) PARTITION BY LIST (id);\nCREATE INDEX p_u ON p (u);\n` +
        each(n, (i) => `CREATE TABLE p${i} PARTITION OF p FOR VALUES IN (${i});`),
    ),
  },
  "partitions attached": {
    size: 250,
    shape: inOneFile(
      (n) =>
        "CREATE TABLE p (id int, at int) PARTITION BY RANGE (id);\n" +
        each(
          n,
          (i) =>
            `CREATE TABLE p${i} (id int, at int);\nALTER TABLE p ATTACH PARTITION p${i} FOR VALUES FROM (${i * 10}) TO (${i * 10 + 10});`,
        ),
    ),
  },
  "rows into a table of many partitions": {
    size: 250,
    shape: inOneFile(
      (n) =>
        "CREATE TABLE p (id int, at int) PARTITION BY RANGE (id);\n" +
        each(n, (i) => `CREATE TABLE p${i} PARTITION OF p FOR VALUES FROM (${i * 10}) TO (${i * 10 + 10});`) +
        each(50, (i) => `INSERT INTO p VALUES (${i}, 1);`),
    ),
  },
  "changes of a table of many partitions": {
    size: 250,
    shape: inOneFile(
      (n) =>
        "CREATE TABLE p (id int, at int) PARTITION BY RANGE (id);\n" +
        each(n, (i) => `CREATE TABLE p${i} PARTITION OF p FOR VALUES FROM (${i * 10}) TO (${i * 10 + 10});`) +
        "ALTER TABLE p ADD COLUMN c int; CREATE INDEX ON p (c); ALTER TABLE p ALTER c SET NOT NULL; DROP TABLE p;",
    ),
  },
  "inheritance children": {
    size: 500,
    shape: inOneFile((n) => users + each(n, (i) => `CREATE TABLE c${i} () INHERITS (users);`)),
  },
  "foreign keys to one table": {
    size: 500,
    shape: inOneFile(
      (n) =>
        users + each(n, (i) => `CREATE TABLE t${i} (id int PRIMARY KEY, u bigint REFERENCES users (id));`),
    ),
  },
  "foreign keys to one table, dropped with it": {
    size: 500,
    shape: inOneFile(
      (n) =>
        users +
        each(n, (i) => `CREATE TABLE t${i} (id int PRIMARY KEY, u bigint REFERENCES users (id));`) +
        "\nDROP TABLE users CASCADE;",
    ),
  },
  "tables of foreign keys, each dropped": {
    size: 300,
    shape: inOneFile(
      (n) =>
        users +
        each(n, (i) => `CREATE TABLE t${i} (id int PRIMARY KEY, u bigint REFERENCES users (id));`) +
        each(n, (i) => `DROP TABLE t${i} CASCADE;`),
    ),
  },
  "tables in one file": {
    size: 4000,
    shape: inOneFile((n) => each(n, (i) => `CREATE TABLE t${i} (id int PRIMARY KEY, name text);`)),
  },
  "tables in as many files": {
    size: 1000,
    shape: (n) =>
      Object.fromEntries(
        Array.from({ length: n }, (_none, i) => [
          `${String(i).padStart(6, "0")}.sql`,
          `CREATE TABLE t${i} (id int PRIMARY KEY, name text);\n`,
        ]),
      ),
  },
  "tables made and dropped": {
    size: 1000,
    shape: inOneFile((n) => each(n, (i) => `CREATE TABLE t${i} (id int PRIMARY KEY);\nDROP TABLE t${i};`)),
  },
  "columns of one table": {
    size: 400,
    shape: inOneFile((n) => users + each(n, (i) => `ALTER TABLE users ADD COLUMN c${i} int DEFAULT 0;`)),
  },
  "columns in one CREATE TABLE": {
    size: 800,
    shape: inOneFile((n) => `CREATE TABLE users (${list(n, (i) => `c${i} int NOT NULL DEFAULT 0`)});`),
  },
  "columns in one ALTER TABLE": {
    size: 800,
    shape: inOneFile((n) => `${users}ALTER TABLE users ${list(n, (i) => `ADD COLUMN c${i} int`)};`),
  },
  "columns dropped": {
    size: 400,
    shape: inOneFile(
      (n) =>
        `CREATE TABLE users (${list(n, (i) => `c${i} int`)});\n` +
        each(n, (i) => `ALTER TABLE users DROP COLUMN c${i};`),
    ),
  },
  "column types changed in one ALTER TABLE": {
    size: 400,
    shape: inOneFile(
      (n) =>
        `CREATE TABLE users (${list(n, (i) => `c${i} int`)});\n` +
        `ALTER TABLE users ${list(n, (i) => `ALTER c${i} TYPE bigint`)};`,
    ),
  },
  "constraints on one table": {
    size: 400,
    shape: inOneFile(
      (n) => users + each(n, (i) => `ALTER TABLE users ADD CONSTRAINT k${i} CHECK (length(name) > ${i});`),
    ),
  },
  "constraints added and dropped": {
    size: 500,
    shape: inOneFile(
      (n) =>
        users +
        each(
          n,
          () =>
            "ALTER TABLE users ADD CONSTRAINT k CHECK (length(name) > 1);\nALTER TABLE users DROP CONSTRAINT k;",
        ),
    ),
  },
  "foreign keys on one table": {
    size: 300,
    shape: inOneFile(
      (n) =>
        `${users}CREATE TABLE t (id int, u bigint);\n` +
        each(n, (i) => `ALTER TABLE t ADD CONSTRAINT k${i} FOREIGN KEY (u) REFERENCES users;`),
    ),
  },
  "indexes on one table": {
    size: 400,
    shape: inOneFile((n) => users + each(n, (i) => `CREATE INDEX i${i} ON users (name) WHERE id > ${i};`)),
  },
  "indexes without a name": {
    size: 400,
    shape: inOneFile((n) => users + each(n, () => "CREATE INDEX ON users (name);")),
  },
  "indexes dropped": {
    size: 400,
    shape: inOneFile(
      (n) =>
        users + each(n, (i) => `CREATE INDEX i${i} ON users (name);`) + each(n, (i) => `DROP INDEX i${i};`),
    ),
  },
  "rows into a table of many indexes": {
    size: 400,
    shape: inOneFile(
      (n) =>
        users +
        each(n, (i) => `CREATE INDEX i${i} ON users (name);`) +
        each(50, () => "UPDATE users SET name = 'x';"),
    ),
  },
};
