/** One SQL statement with its parameters, for the `pg` client: `$1`-style placeholders. */
export interface Query {
  readonly text: string;
  readonly values: readonly (string | number | boolean | null | Uint8Array)[];
}
