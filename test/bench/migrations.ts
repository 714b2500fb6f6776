/** A small generator of random numbers (mulberry32), so that every run measures the same text. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Statements as a long-lived project has them: tables first, then what is done to them. */
export class History {
  readonly #random: () => number;
  #tables = 0;
  #things = 0;

  constructor(seed: number) {
    this.#random = seeded(seed);
  }

  /** One statement of several lines, with its comment now and then. */
  next(): string {
    const statement = this.#tables < 5 || this.#random() < 0.12 ? this.#createTable() : this.#change();
    return this.#random() < 0.3
      ? `-- Change ${String(++this.#things)}, asked for by the team.\n${statement}`
      : statement;
  }

  #createTable(): string {
    const name = `table_${String(++this.#tables)}`;
    const reference = this.#tables > 1 ? `,\n    parent_id bigint REFERENCES ${this.#table()} (id)` : "";
    return [
      `CREATE TABLE ${name} (`,
      "    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,",
      "    name text NOT NULL,",
      "    amount numeric(12, 2) DEFAULT 0 CHECK (amount >= 0),",
      "    state varchar(20) NOT NULL DEFAULT 'new',",
      `    created_at timestamptz NOT NULL DEFAULT now()${reference}`,
      ");",
    ].join("\n");
  }

  #change(): string {
    const table = this.#table();
    const n = String(++this.#things);
    const forms = [
      `ALTER TABLE ${table}\n    ADD COLUMN extra_${n} text,\n    ADD COLUMN flag_${n} boolean NOT NULL DEFAULT false;`,
      `CREATE INDEX ${table}_idx_${n}\n    ON ${table} (name, created_at)\n    WHERE state <> 'done';`,
      `ALTER TABLE ${table}\n    ADD CONSTRAINT ${table}_check_${n}\n    CHECK (length(name) < 200);`,
      `UPDATE ${table}\n    SET state = 'old',\n        amount = amount + 1\n    WHERE created_at < now() - interval '1 year';`,
      `INSERT INTO ${table} (name, amount, state)\nVALUES\n    ('one', 1, 'new'),\n    ('two', 2, 'new'),\n    ('three', 3, 'done');`,
      `COMMENT ON COLUMN ${table}.name IS\n    'What people call it; set by the import.';`,
      `CREATE FUNCTION touch_${n}() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n    NEW.created_at := now();\n    RETURN NEW;\nEND;\n$$;`,
      `ALTER TABLE ${table}\n    ALTER COLUMN state SET DEFAULT 'open',\n    ALTER COLUMN name SET STATISTICS 200;`,
      `CREATE VIEW ${table}_view_${n} AS\n    SELECT id, name, amount\n    FROM ${table}\n    WHERE state = 'open';`,
    ];
    return forms[Math.floor(this.#random() * forms.length)] ?? "";
  }

  #table(): string {
    return `table_${String(1 + Math.floor(this.#random() * this.#tables))}`;
  }
}

/** A migration of at least so many lines. */
export function longMigration(lines: number, seed = 1): string {
  const history = new History(seed);
  const parts: string[] = [];
  for (let count = 0; count < lines;) {
    const statement = history.next();
    parts.push(statement);
    count += statement.split("\n").length + 1;
  }
  return `${parts.join("\n\n")}\n`;
}

/** So many migrations in golang-migrate's form, three statements each: path to text. */
export function longHistory(migrations: number, seed = 2): Record<string, string> {
  const history = new History(seed);
  const files: Record<string, string> = {};
  for (let number = 1; number <= migrations; number++) {
    const stem = `migrations/${String(number).padStart(6, "0")}_change`;
    files[`${stem}.up.sql`] = `${[history.next(), history.next(), history.next()].join("\n\n")}\n`;
    files[`${stem}.down.sql`] = `SELECT ${String(number)};\n`;
  }
  return files;
}
