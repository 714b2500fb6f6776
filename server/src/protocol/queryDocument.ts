/*
 * The documents of "Open Query" are told by their name, which both ends know and which outlasts a reload of the window:
 * what is in them is no migration.
 */

/** The path of one, to be opened under the scheme `untitled`. */
export function queryPath(number: number): string {
  return `Query-${String(number)}.sql`;
}

/** Whether a URI is that of a query's document, as an editor may spell it. */
export function isQueryDocument(uri: string): boolean {
  return /^untitled:\/*Query-\d+\.sql$/u.test(uri);
}
