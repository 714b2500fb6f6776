import type { Workbench } from "./workbench.mts";

/** Presses the button of the sample's rename in the rollouts view. */
export async function nextStep(workbench: Workbench): Promise<void> {
  await workbench.clickOnRow(/^Rename customers/u, "Next Step of Rollout");
}

/**
 * Runs its migrations, named by the ends of their names. Rows far down are not drawn, so that the first one is what tells
 * where the rollout stands.
 */
export async function runSteps(workbench: Workbench, parts: readonly string[]): Promise<void> {
  for (const part of parts) {
    await workbench.row(new RegExp(`^Rename customers.*next: run \\S*${part}$`, "u")).waitFor();
    await nextStep(workbench);
  }
}

/** The migrations that are written when the rename begins. */
export const begun = ["rename_fullname", "backfill", "constraints", "validate", "attach"] as const;
