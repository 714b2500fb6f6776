import type { Column } from "./relations.ts";

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

/** As they are or are to be; undefined for what is not set. */
type Given = { readonly [Name in keyof ColumnAttributes]?: ColumnAttributes[Name] | undefined };

/** The column with other attributes; those that are undefined are taken away. */
export function withAttributes(column: Column, change: Given): Column {
  const { attributes, ...rest } = column;
  const now: ColumnAttributes = Object.fromEntries(
    Object.entries({ ...attributes, ...change }).filter(([, value]) => value !== undefined),
  );
  return Object.keys(now).length === 0 ? rest : { ...rest, attributes: now };
}

/** Some of the attributes, as a column that is made like this one gets them. */
export function attributesOf(
  { attributes }: { readonly attributes: Given },
  names: readonly (keyof ColumnAttributes)[],
): Pick<Column, "attributes"> {
  const kept: ColumnAttributes = Object.fromEntries(
    names.flatMap((name) => (attributes[name] === undefined ? [] : [[name, attributes[name]]])),
  );
  return Object.keys(kept).length === 0 ? {} : { attributes: kept };
}
