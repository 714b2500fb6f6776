import { basename } from "node:path";

/** How dumps of a schema are called: by Rails, dbmate, Supabase, and by hand. */
const called = /^(?:structure|schema|baseline|dump|.*[._-](?:schema|dump))\.sql$|[._-]snapshot\.json$/iu;

/** Whether a file may hold the schema that comes before a project's first migration. */
export function mayBeBaseline(path: string): boolean {
  return called.test(basename(path));
}
