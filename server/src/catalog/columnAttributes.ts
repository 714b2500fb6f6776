/** Where long values of a column are kept (pg_attribute.attstorage). */
export type Storage = "plain" | "external" | "extended" | "main";

/** What a column has beside its type and its constraints; each is absent where nothing has been set. */
export interface ColumnAttributes {
  /** COMMENT ON COLUMN. */
  readonly comment?: string;
  /** SET STATISTICS: from 0 to 10000. */
  readonly statistics?: number;
  /** SET STORAGE, where it is not the type's own. */
  readonly storage?: Storage;
  /** SET COMPRESSION. */
  readonly compression?: string;
  /** SET (n_distinct = …), as written. */
  readonly options?: Readonly<Record<string, string>>;
}
