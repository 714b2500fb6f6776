import type { Extensions } from "@electric-sql/pglite";
import { readdirSync } from "node:fs";
import { basename } from "node:path";

const archive = ".tar.gz";

/**
 * The extensions that come with PostgreSQL (its contrib folder), and pgvector: each an archive that the build puts beside
 * the bundle. They are there to be created; nothing of them is in a database before CREATE EXTENSION.
 */
export function embeddedExtensions(folder: URL): Extensions {
  const archives = readdirSync(folder).filter((name) => name.endsWith(archive));
  return Object.fromEntries(
    archives.map((file) => {
      const name = basename(file, archive);
      return [name, { name, setup: () => Promise.resolve({ bundlePath: new URL(file, folder) }) }];
    }),
  );
}
