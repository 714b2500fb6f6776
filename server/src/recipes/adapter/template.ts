/** What is the same in every adapter. */
export const adapterClass = String.raw`/** Which side leads, and whether the other one is written too. */
export type Stage = "old" | "both" | "reading-new" | "new";

/** Columns by their names, with values as JSON has them; what is not named gets its default. */
export type Row = Readonly<Record<string, unknown>>;

/** What is to be looked at: the application goes on. */
export interface Trouble {
  readonly kind: "second-write-failed" | "diverged";
  readonly key: Row;
  readonly error?: unknown;
}

export interface AdapterOptions {
  readonly pool: Connections;
  /** Asked at each call, so that a flag may change while the application runs. */
  readonly stage: () => Stage;
  /** Called for a second write that failed and for rows that differ; to be logged. */
  readonly onTrouble: (trouble: Trouble) => void;
}

/** What of a pg.Pool is used. */
export interface Connections {
  connect(): Promise<Connection>;
}

export interface Connection {
  query(sql: string, values?: unknown[]): Promise<{ rows: Row[]; rowCount: number | null }>;
  release(error?: boolean): void;
}

interface SideColumn {
  /** Of the other side, in a row k. */
  readonly value: string;
  /** The same, as the column holds it. */
  readonly compared: string;
  readonly default: string | undefined;
}

type Side = Readonly<Record<string, SideColumn>>;

/** The side that a caller's rows are of, and the one that follows. */
interface Sides {
  readonly first: Side;
  readonly second: Side | undefined;
}

type Writing = (connection: Connection, first: Side, second: Side | undefined) => Promise<Row | undefined>;

export class DualWrite {
  readonly #options: AdapterOptions;
  /** Keys of rows whose second side could not be written. They are also found by diverged(), after a restart. */
  readonly #queue = new Map<string, Row>();

  constructor(options: AdapterOptions) {
    this.#options = options;
  }

  /** Inserts a row with the columns of the stage's side; gives its key. */
  insert(row: Row): Promise<Row | undefined> {
    return this.#write((connection, first, second) => insert(connection, row, "", first, second));
  }

  /** Inserts a row, or changes the one of its key. */
  upsert(row: Row): Promise<Row | undefined> {
    return this.#write((connection, first, second) => {
      const names = Object.keys(row).filter((name) => !key.includes(name));
      const all = [...names, ...(second === undefined ? [] : Object.keys(second))];
      const set = [...new Set(all)].map((name) => quoted(name) + " = excluded." + quoted(name));
      const rest = set.length === 0 ? "DO NOTHING" : "DO UPDATE SET " + set.join(", ");
      return insert(connection, row, "ON CONFLICT (" + key.map(quoted).join(", ") + ") " + rest, first, second);
    });
  }

  /** Changes columns of a row; gives its key, or undefined where there is none. */
  update(of: Row, changes: Row): Promise<Row | undefined> {
    return this.#write(async (connection, _first, second) => {
      const names = Object.keys(changes);
      const set = names.map((name) => quoted(name) + " = v." + quoted(name));
      if (second === undefined && mark !== undefined && this.#options.stage() !== "new" && this.#options.stage() !== "old")
        set.push(quoted(mark) + " = NULL");
      const { rows } = await connection.query(
        "UPDATE " + table + " AS k SET " + set.join(", ") +
          " FROM pg_catalog.jsonb_populate_record(NULL::" + table + ", $1::jsonb) AS v WHERE " + isRow("k", 2) +
          " RETURNING " + keyOf("k"),
        [json(changes), ...valuesOf(of)],
      );
      const [found] = rows;
      if (found !== undefined && second !== undefined) await derive(connection, found, second);
      return found;
    });
  }

  /** A row with all its columns. Says where its sides differ. */
  async find(of: Row): Promise<Row | undefined> {
    const stage = this.#options.stage();
    const compares = stage === "both" || stage === "reading-new";
    const rows = await this.#with(async (connection) =>
      (await connection.query(
        "SELECT k.*" + (compares ? ", (" + differing + ") AS lockkeeper_differs" : "") + " FROM " + table + " AS k WHERE " + isRow("k", 1),
        valuesOf(of),
      )).rows,
    );
    const [found] = rows;
    if (found === undefined) return undefined;
    const { lockkeeper_differs: differs, ...row } = found;
    if (differs === true) this.#options.onTrouble({ kind: "diverged", key: of });
    return row;
  }

  /** Writes the second side of what is queued; gives how many rows are left. */
  async reconcile(): Promise<number> {
    const { second } = this.#sides();
    for (const [name, of] of second === undefined ? [] : [...this.#queue])
      try {
        await this.#with((connection) => derive(connection, of, second ?? {}));
        this.#queue.delete(name);
      } catch (error) {
        this.#options.onTrouble({ kind: "second-write-failed", key: of, error });
      }
    return this.#queue.size;
  }

  /** Looks for rows whose sides differ, range by range of the key, and queues them; gives how many there are. */
  async diverged(pageSize = 1000): Promise<number> {
    let many = 0;
    for (let after: Row | undefined; ; ) {
      const behind = after === undefined ? "" : "WHERE (" + key.map((name) => "k." + quoted(name)).join(", ") + ") > (" + places(1) + ")";
      const order = key.map((name) => "k." + quoted(name)).join(", ");
      const values = after === undefined ? [] : valuesOf(after);
      const { rows } = await this.#with((connection) =>
        connection.query(
          "SELECT " + keyOf("k") + ", (" + differing + ") AS lockkeeper_differs FROM " + table + " AS k " + behind +
            " ORDER BY " + order + " LIMIT " + String(pageSize),
          values,
        ),
      );
      for (const { lockkeeper_differs: differs, ...of } of rows) {
        if (differs !== true) continue;
        many++;
        this.#queue.set(json(of), of);
        this.#options.onTrouble({ kind: "diverged", key: of });
      }
      const last = rows.at(-1);
      if (last === undefined || rows.length < pageSize) return many;
      const { lockkeeper_differs: _differs, ...of } = last;
      after = of;
    }
  }

  #sides(): Sides {
    const stage = this.#options.stage();
    if (stage === "old" || stage === "both") return { first: old, second: stage === "both" ? fresh : undefined };
    return { first: fresh, second: stage === "reading-new" ? old : undefined };
  }

  /** Both sides, or where the second one cannot be written, the first alone: that is never held up by the other. */
  async #write(writing: Writing): Promise<Row | undefined> {
    const { first, second } = this.#sides();
    return this.#with(async (connection) => {
      if (second === undefined) return writing(connection, first, undefined);
      await connection.query("BEGIN");
      try {
        const both = await this.#tried(connection, () => writing(connection, first, second));
        // Where the first side cannot be written either, that is what the caller has to know.
        const alone = "error" in both ? await this.#tried(connection, () => writing(connection, first, undefined)) : both;
        if ("error" in alone) throw "error" in both ? both.error : alone.error;
        const of = alone.row;
        await connection.query("COMMIT");
        if ("error" in both && of !== undefined) {
          this.#queue.set(json(of), of);
          this.#options.onTrouble({ kind: "second-write-failed", key: of, error: both.error });
        }
        return of;
      } catch (error) {
        await connection.query("ROLLBACK");
        throw error;
      }
    });
  }

  async #tried(connection: Connection, work: () => Promise<Row | undefined>): Promise<{ row: Row | undefined } | { error: unknown }> {
    await connection.query("SAVEPOINT lockkeeper_both");
    try {
      return { row: await work() };
    } catch (error) {
      await connection.query("ROLLBACK TO SAVEPOINT lockkeeper_both");
      return { error };
    }
  }

  async #with<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const connection = await this.#options.pool.connect();
    try {
      return await work(connection);
    } finally {
      connection.release();
    }
  }
}

/** One statement with both sides, so that neither is seen without the other, then what defaults and triggers made of it. */
async function insert(
  connection: Connection,
  row: Row,
  conflict: string,
  first: Side,
  second: Side | undefined,
): Promise<Row | undefined> {
  const absent = Object.entries(first).flatMap(([name, { default: given }]) =>
    given === undefined || name in row ? [] : [[name, given] as const],
  );
  const own = [...Object.keys(row), ...absent.map(([name]) => name)];
  const other = Object.entries(second ?? {}).filter(([name]) => !own.includes(name));
  const marked = second === undefined || mark === undefined ? [] : [mark];
  const defaults = absent.map(([name, given]) => " || pg_catalog.jsonb_build_object(" + literal(name) + ", (" + given + "))");
  const { rows } = await connection.query(
    "INSERT INTO " + table + " AS k (" + [...own, ...other.map(([name]) => name), ...marked].map(quoted).join(", ") + ") SELECT " +
      [...own.map((name) => "k." + quoted(name)), ...other.map(([, { value }]) => "(" + value + ")"), ...marked.map(() => "true")].join(", ") +
      " FROM pg_catalog.jsonb_populate_record(NULL::" + table + ", $1::jsonb" + defaults.join("") + ") AS k " + conflict +
      " RETURNING " + keyOf("k"),
    [json(row)],
  );
  const [of] = rows;
  if (of !== undefined && second !== undefined) await derive(connection, of, second, true);
  return of;
}

/** Computes a side of a row from the other one. */
async function derive(connection: Connection, of: Row, side: Side, onlyWhereItDiffers = false): Promise<void> {
  const set = Object.entries(side).map(([name, { value }]) => quoted(name) + " = (" + value + ")");
  const differ = Object.entries(side).map(
    ([name, { compared }]) => "ROW(k." + quoted(name) + ")::record OPERATOR(pg_catalog.*<>) ROW(" + compared + ")::record",
  );
  if (mark !== undefined) set.push(quoted(mark) + " = true");
  await connection.query(
    "UPDATE " + table + " AS k SET " + set.join(", ") + " WHERE " + isRow("k", 1) + (onlyWhereItDiffers ? " AND (" + differ.join(" OR ") + ")" : ""),
    valuesOf(of),
  );
}

function isRow(alias: string, from: number): string {
  return "(" + key.map((name) => alias + "." + quoted(name)).join(", ") + ") = (" + places(from) + ")";
}

function keyOf(alias: string): string {
  return key.map((name) => alias + "." + quoted(name)).join(", ");
}

function places(from: number): string {
  return key.map((_name, index) => "$" + String(from + index)).join(", ");
}

function valuesOf(of: Row): unknown[] {
  return key.map((name) => of[name]);
}

function quoted(name: string): string {
  return '"' + name.replaceAll('"', '""') + '"';
}

function literal(text: string): string {
  return "'" + text.replaceAll("'", "''") + "'::text";
}

function json(row: Row): string {
  return JSON.stringify(row, (_name, value: unknown) => {
    if (typeof value === "bigint") return value.toString();
    return value;
  });
}
`;
