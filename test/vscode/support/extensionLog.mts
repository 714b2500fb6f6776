import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { TestWindow } from "./window.mts";

/** The last lines of the extension's own log, for a failed run. */
export async function extensionLog(window: TestWindow): Promise<string> {
  const logs = path.join(window.serverData, "data/logs");
  const files = (await readdir(logs, { recursive: true })).filter((file) => file.endsWith("Lockkeeper.log"));
  const texts = await Promise.all(files.map((file) => readFile(path.join(logs, file), "utf8")));
  return texts.join("\n").split("\n").slice(-60).join("\n");
}
