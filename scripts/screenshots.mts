/*
 * Takes pictures of the real VS Code: npm run screenshots [-- --out FOLDER] [-- --only NAME,NAME]
 * Each is made by the steps that a user would take on the sample project. Without `--out`, those that the README shows
 * go to docs/images and the others to out/pictures, to be looked at.
 */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { prepareWindow } from "../test/vscode/support/window.mts";
import { Workbench } from "../test/vscode/support/workbench.mts";
import { nothingThere, restricted } from "./pictures/firstMinute.mts";
import type { Picture, Scene } from "./pictures/picture.mts";
import { reading } from "./pictures/reading.mts";
import { rollout } from "./pictures/rollout.mts";
import { running } from "./pictures/running.mts";
import { writing } from "./pictures/writing.mts";

const root = path.resolve(import.meta.dirname, "..");
const { values } = parseArgs({ options: { out: { type: "string" }, only: { type: "string" } } });
const wanted = values.only?.split(",");

const quiet = {
  "editor.minimap.enabled": false,
  "workbench.layoutControl.enabled": false,
  "editor.stickyScroll.enabled": false,
  "testing.automaticallyOpenTestResults": "neverOpen",
};

for (const scene of [reading, writing, rollout, running, nothingThere, restricted]) {
  // Each picture goes on from the one before.
  const last = scene.pictures.findLastIndex(({ name }) => wanted?.includes(name) ?? true);
  if (last >= 0) await play(scene, scene.pictures.slice(0, last + 1));
}

async function play(scene: Scene, pictures: readonly Picture[]): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "lockkeeper-pictures-"));
  try {
    const settings = { ...quiet, ...scene.settings };
    const window = await prepareWindow({ root, run: { folders: scene.folders, settings }, folder });
    const size = { width: 1280, height: 800 };
    await using workbench = await Workbench.open({ window, trusted: scene.trusted ?? true, size });
    if (scene.wider !== undefined) {
      await workbench.openSidebar();
      await workbench.widenSidebar(scene.wider);
    }
    for (const picture of pictures) await keep(picture, workbench);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function keep({ name, kept, take }: Picture, workbench: Workbench): Promise<void> {
  await take(workbench);
  if (wanted?.includes(name) === false) return;
  const out = path.resolve(root, values.out ?? (kept === true ? "docs/images" : "out/pictures"));
  await mkdir(out, { recursive: true });
  await workbench.picture(path.join(out, `${name}.png`));
  console.log(path.relative(root, path.join(out, `${name}.png`)));
}
