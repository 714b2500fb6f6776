import type { ColumnAttributes } from "./columnAttributes.ts";
import type { Column } from "./relations.ts";

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
