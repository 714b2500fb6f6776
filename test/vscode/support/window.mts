import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Run } from "../runs.mts";

/** The files of one window, all below one temporary folder. */
export interface TestWindow {
  readonly folder: string;
  /** The workspace that is opened: a copy, so that tests never dirty their fixtures. */
  readonly workspace: string;
  /** For `--server-data-dir` of a VS Code server. */
  readonly serverData: string;
  /** For `--user-data-dir` of a desktop VS Code; a server keeps it there below its own. */
  readonly userData: string;
  readonly extensions: string;
  readonly log: string;
  readonly result: string;
}

/** Quiet, offline, quick, and as a desktop is: in a browser, files are saved by themselves a second after a change. */
export const quietSettings: Readonly<Record<string, unknown>> = {
  "files.autoSave": "off",
  "chat.disableAIFeatures": true,
  "chat.agentHost.enabled": false,
  "telemetry.telemetryLevel": "off",
  "workbench.startupEditor": "none",
  "workbench.enableExperiments": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.tips.enabled": false,
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "update.mode": "none",
  "git.enabled": false,
  "remote.autoForwardPorts": false,
  "security.workspace.trust.startupPrompt": "never",
  "security.workspace.trust.banner": "never",
};

/** Lays out the folders, copies the workspace and writes the user's settings. */
export async function prepareWindow(request: {
  readonly root: string;
  readonly run: Pick<Run, "folders" | "settings" | "committed">;
  readonly folder: string;
}): Promise<TestWindow> {
  const { root, run, folder } = request;
  const window: TestWindow = {
    folder,
    workspace: path.join(folder, "workspace"),
    serverData: path.join(folder, "data"),
    userData: path.join(folder, "data/data"),
    extensions: path.join(folder, "extensions"),
    log: path.join(folder, "output.log"),
    result: path.join(folder, "result.json"),
  };
  await mkdir(window.workspace, { recursive: true });
  for (const [name, source] of Object.entries(run.folders)) {
    const from = path.resolve(root, source);
    if (existsSync(from)) await cp(from, path.join(window.workspace, name), { recursive: true });
  }
  if (run.committed === true) commitAll(window.workspace);
  const user = path.join(window.userData, "User");
  await mkdir(user, { recursive: true });
  await writeFile(path.join(user, "settings.json"), JSON.stringify({ ...quietSettings, ...run.settings }));
  await writeFile(window.log, "");
  return window;
}

function commitAll(folder: string): void {
  const author = ["-c", "user.name=a", "-c", "user.email=a@localhost"];
  for (const args of [
    ["init", "--quiet", "--initial-branch=main"],
    ["add", "."],
    ["commit", "--quiet", "-m", "all"],
  ])
    execFileSync("git", [...author, ...args], { cwd: folder, stdio: "pipe" });
}
