import { sessionSetting } from "../catalog/settings.ts";
import type { TimelineEntry } from "./entry.ts";

/** Whether lock_timeout bounds how long a statement waits for its locks: as it was set before, or by its own body. */
export function waitIsLimited(entry: TimelineEntry): boolean {
  const timeout = inBody(entry) ?? settingBefore(entry);
  return timeout !== undefined && !/^0\D*$/.test(timeout);
}

function settingBefore({ before }: TimelineEntry): string | undefined {
  return sessionSetting(before, "lock_timeout");
}

/** A body may limit its own wait, e.g. by set_config; whether it does so first is not asked. */
function inBody({ outcome }: TimelineEntry): string | undefined {
  const change = outcome.changes.find(({ key }) => key === "lock_timeout");
  return typeof change?.value === "string" ? change.value : undefined;
}
