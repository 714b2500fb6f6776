import type { FindingsShown } from "../../protocol.ts";

/** Why nothing is shown of a file: its migrations are applied, it is as on the base branch, or it is not open. */
export type HistoryReason = "applied" | "unchanged" | "closed";

/** What is known of a file. */
export interface FileFacts {
  /** All its migrations are applied in the database that is ready, as they are. */
  readonly isApplied: boolean;
  /** It is as it was where the work began. */
  readonly isUnchanged: boolean;
  readonly isOpen: boolean;
}

/** Whether a file is history, by the setting `lockkeeper.findings`. */
export function historyReason(
  shown: FindingsShown,
  { isApplied, isUnchanged, isOpen }: FileFacts,
): HistoryReason | undefined {
  switch (shown) {
    case "all":
      return undefined;
    case "open":
      return isOpen ? undefined : "closed";
    case "pending":
      return isApplied ? "applied" : undefined;
    case "changed":
      return isUnchanged ? "unchanged" : undefined;
    case "new":
      if (isApplied) return "applied";
      return isUnchanged ? "unchanged" : undefined;
  }
}
