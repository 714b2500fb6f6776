import type { MigrationState } from "../protocol.ts";
import type { FileView } from "./fileView.ts";
import type { ShownStatus } from "./shownStatus.ts";

/** What the user is asked before a file is edited, as a change annotation has it. */
export interface Confirmation {
  readonly label: string;
  readonly description: string;
}

const ran: readonly MigrationState[] = ["applied", "changed", "unfinished"];

/**
 * Why an edit of a file asks first: a migration of it has run in the database that is ready, which keeps what it did, or
 * it is on `branch` as it is, so that databases may have run it. Undefined where neither is known.
 */
export function confirmationFor(
  view: FileView,
  statuses: readonly ShownStatus[] | undefined,
  branch: string | undefined,
): Confirmation | undefined {
  const versions = [...view.sections.map(({ migration }) => migration), ...view.leads].map(
    ({ migration }) => migration.version,
  );
  const applied = statuses?.find(({ version, state }) => versions.includes(version) && ran.includes(state));
  if (applied !== undefined)
    return {
      label: `${applied.version} is applied already`,
      description: "The database keeps what it did. Better write a new migration.",
    };
  const [version] = versions;
  if (branch === undefined || version === undefined) return undefined;
  return {
    label: `${version} is on ${branch} already`,
    description: "Databases may have applied it, and keep what it did. Better write a new migration.",
  };
}
