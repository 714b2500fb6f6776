/** A migration whose down is written and run. */
export interface DownForCase {
  readonly name: string;
  /** An earlier migration. */
  readonly before?: string;
  /** What is there although no migration makes it. */
  readonly unknown?: string;
  /** Rows that are there before the up. */
  readonly rows?: string;
  readonly up: string;
  /** `reversible` unless told. */
  readonly grade?: "lossy" | "irreversible";
  /** What stands in the script. */
  readonly says?: readonly string[];
  readonly since?: number;
  readonly format?: string;
  /** Outside a transaction. */
  readonly outside?: true;
}

export const shop = `CREATE TABLE customers (id bigint PRIMARY KEY, name text NOT NULL DEFAULT 'x');
  CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, note varchar(20), total numeric(10,2) DEFAULT 0, placed timestamptz);`;
export const rows = `INSERT INTO customers VALUES (1, 'a'), (2, 'b'); INSERT INTO orders VALUES (1, 1, 'n', 1.5, now()), (2, 2, NULL, 2, NULL);`;
export const shopped = { before: shop, rows };
