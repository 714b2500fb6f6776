import { begun, nextStep, runSteps } from "../support/rolloutSteps.mts";
import type { Opened } from "./opened.mts";

/** The rename that the tests before have begun is followed to its end by the one button of its row. */
export function rollouts(opened: Opened): void {
  describe("the rollouts view", () => {
    it("runs the migrations that are written, one after the other", async () => {
      const { workbench } = opened;
      await nextStep(workbench);
      await workbench.row(/Embedded PostgreSQL, ready/u).waitFor();
      await workbench.row(/^rename_fullname, pending · Add full_name and keep it/u).waitFor();
      await runSteps(workbench, begun);
      await workbench.row(/^attach, applied/u).waitFor();
    });

    it("says what must be deployed now, and goes on when somebody says that it is", async () => {
      const { workbench } = opened;
      const deploy = (state: string) =>
        workbench.row(new RegExp(`^Deploy, ${state} · .* uses customers\\.full_name`, "u"));
      await deploy("now").waitFor();
      await nextStep(workbench);
      await workbench.dismissDialog("Cancel");
      await deploy("now").waitFor();
      await nextStep(workbench);
      await workbench.dismissDialog("It Is Deployed");
      await deploy("done").waitFor();
      await nextStep(workbench);
      await workbench.dismissDialog("It Is Deployed");
      await workbench.row(/^Rename customers.*ready to be checked and finished$/u).waitFor();
    });

    it("finishes after a word of warning, runs the last phase and is gone", async () => {
      const { workbench } = opened;
      await nextStep(workbench);
      await workbench.dismissDialog("Show the Files");
      await workbench.answerPreview("Apply");
      await runSteps(workbench, ["check", "alike", "finish"]);
      await workbench.view("Rollouts").waitFor({ state: "detached" });
    });
  });
}
