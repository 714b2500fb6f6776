import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Run } from "../runs.mts";
import { runMocha } from "../support/runMocha.ts";
import type { Counts } from "../support/runMocha.ts";
import { prepareWindow } from "../support/window.mts";
import { Workbench } from "../support/workbench.mts";
import { annotations } from "./annotations.mts";
import { databases } from "./databases.mts";
import { empty } from "./empty.mts";
import { failedRuns } from "./failedRuns.mts";
import { lockTimeline } from "./lockTimeline.mts";
import { newMigration } from "./newMigration.mts";
import type { Opened } from "./opened.mts";
import { queries } from "./queries.mts";
import { restricted } from "./restricted.mts";
import { rewrites } from "./rewrites.mts";
import { rollouts } from "./rollouts.mts";
import { sidebar } from "./sidebar.mts";
import { testExplorer } from "./testExplorer.mts";

const shop = { ".": "samples/shop" };
const embedded = {
  "lockkeeper.database.kind": "embedded",
  "testing.automaticallyOpenTestResults": "neverOpen",
};

/** Drives the real workbench as a user does; each group has a window of its own. */
export async function runUi(root: string, grep: string | undefined): Promise<Counts> {
  return runMocha(() => {
    inWindow(
      root,
      { folders: shop, settings: embedded, trusted: true },
      annotations,
      lockTimeline,
      testExplorer,
      queries,
      sidebar,
      failedRuns,
      databases,
    );
    inWindow(root, { folders: shop, settings: embedded, trusted: true }, rewrites, rollouts, newMigration);
    inWindow(root, { folders: shop, trusted: false }, restricted);
    inWindow(root, { folders: {}, trusted: true }, empty);
  }, grep);
}

function inWindow(
  root: string,
  run: Pick<Run, "folders" | "settings" | "trusted">,
  ...groups: readonly ((opened: Opened) => void)[]
): void {
  describe("in a window", () => {
    const opened: { -readonly [Key in keyof Opened]?: Opened[Key] } = {};
    before(async () => {
      const folder = await mkdtemp(path.join(tmpdir(), "lockkeeper-ui-"));
      opened.window = await prepareWindow({ root, run, folder });
      opened.workbench = await Workbench.open({ window: opened.window, trusted: run.trusted });
    });
    afterEach(async function () {
      if (this.currentTest?.state !== "failed") return;
      await mkdir(path.join(root, "out/pictures"), { recursive: true });
      const name = this.currentTest.title.replaceAll(/\W+/gu, "-");
      await opened.workbench?.picture(path.join(root, `out/pictures/failed-${name}.png`));
      await opened.workbench?.page.keyboard.press("Escape");
    });
    after(async () => {
      await opened.workbench?.[Symbol.asyncDispose]();
      if (opened.window) await rm(opened.window.folder, { recursive: true, force: true, maxRetries: 5 });
    });
    for (const group of groups) group(openedLater(opened));
  });
}

/** The tests are declared before the window is there; they look at it when they run. */
function openedLater(opened: Partial<Opened>): Opened {
  return {
    get workbench() {
      if (!opened.workbench) throw new Error("the workbench did not open");
      return opened.workbench;
    },
    get window() {
      if (!opened.window) throw new Error("the window was not prepared");
      return opened.window;
    },
  };
}
