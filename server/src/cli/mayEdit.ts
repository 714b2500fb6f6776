import type { LoadedProject } from "./load.ts";
import type { Options } from "./options.ts";
import type { Output } from "./output.ts";
import { withEngine } from "./run.ts";
import { errorLine } from "./usageError.ts";

/** Where what is to be edited stands; zero-based, the path as it is shown. */
export interface EditedPlace {
  readonly path: string;
  readonly line: number;
  readonly character: number;
  /** Of the migration. */
  readonly version: string;
}

/** A migration that the database has applied is not edited unasked. Says why not; needs a database to ask. */
export async function mayEdit(
  options: Options,
  { folder }: LoadedProject,
  { version, ...at }: EditedPlace,
  output: Output,
): Promise<boolean> {
  if (options.database === undefined || options.editApplied) return true;
  const asked = { ...options, paths: [folder] };
  const status = await withEngine(asked, output, async (engine, project, signal) => {
    const { statuses } = await engine.status(project, signal);
    const own = statuses.find((each) => each.version === version);
    if (own === undefined || own.state === "pending") return 0;
    const message = `${version} is applied in this database, which keeps what it did; nothing was written. Write a new migration, or give --edit-applied to change the file all the same`;
    output.err(errorLine(message, at));
    return 2;
  });
  return status === 0;
}
