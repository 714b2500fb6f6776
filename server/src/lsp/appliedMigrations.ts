import type { MigrationState } from "../protocol.ts";
import type { FileView } from "./fileView.ts";
import type { ShownStatus } from "./projectTree.ts";

/** What the user is asked before a file is edited, as a change annotation has it. */
export interface Confirmation {
  readonly label: string;
  readonly description: string;
}

const ran: readonly MigrationState[] = ["applied", "changed", "unfinished"];

/**
 * Why an edit of a file asks first: a migration of it has run in the database that is ready, which keeps what it did.
 * Undefined where none has, or no ledger is known.
 */
export function confirmationFor(
  view: FileView,
  statuses: readonly ShownStatus[] | undefined,
): Confirmation | undefined {
  const versions = new Set(
    [...view.sections.map(({ migration }) => migration), ...view.leads].map(
      ({ migration }) => migration.version,
    ),
  );
  const applied = statuses?.find(({ version, state }) => versions.has(version) && ran.includes(state));
  if (applied === undefined) return undefined;
  return {
    label: `${applied.version} is applied already`,
    description: "The database keeps what it did. Better write a new migration.",
  };
}
