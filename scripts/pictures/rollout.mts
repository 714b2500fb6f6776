import { begun, nextStep, runSteps } from "../../test/vscode/support/rolloutSteps.mts";
import type { Workbench } from "../../test/vscode/support/workbench.mts";
import { settled, shop, type Scene } from "./picture.mts";

async function toDeploy(workbench: Workbench): Promise<void> {
  await nextStep(workbench);
  await workbench.row(/Embedded PostgreSQL, ready/u).waitFor();
  await runSteps(workbench, begun);
  await workbench.row(/^Rename customers.*next: deploy$/u).waitFor();
}

export const rollout: Scene = {
  folders: shop,
  settings: { "lockkeeper.database.kind": "embedded" },
  wider: 120,
  pictures: [
    {
      name: "rename",
      kept: true,
      async take(workbench) {
        await workbench.openSidebar();
        await workbench.openFile("20250701130000_rename_fullname.sql:4:14");
        await workbench.squiggle("error").waitFor();
        await workbench.previewRename();
        await workbench.page.mouse.move(240, 500);
        await settled(workbench, 4000);
      },
    },
    {
      name: "rollouts",
      kept: true,
      async take(workbench) {
        await workbench
          .toast(/write these/u)
          .getByRole("button", { name: "Apply" })
          .click();
        await workbench.view("Rollouts").waitFor();
        await toDeploy(workbench);
        await workbench.page.mouse.move(240, 720);
        await settled(workbench, 9000);
      },
    },
    {
      name: "deploy",
      async take(workbench) {
        await nextStep(workbench);
        await workbench.page.locator(".monaco-dialog-box").waitFor();
        await settled(workbench, 1000);
      },
    },
    {
      name: "finish",
      async take(workbench) {
        await workbench.dismissDialog("It Is Deployed");
        await nextStep(workbench);
        await workbench.dismissDialog("It Is Deployed");
        await workbench.row(/ready to be checked and finished/u).waitFor();
        await nextStep(workbench);
        await workbench.page.locator(".monaco-dialog-box").waitFor();
        await settled(workbench, 1000);
      },
    },
    {
      name: "finish-files",
      async take(workbench) {
        await workbench.dismissDialog("Show the Files");
        await workbench.toast(/write these/u).waitFor();
        await settled(workbench, 3000);
      },
    },
  ],
};
