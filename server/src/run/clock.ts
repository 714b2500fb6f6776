/** Given by the caller, so that a test can hold a ledger row against it. */
export interface Clock {
  now(): Date;
  uuid(): string;
}
