import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { makeFolder } from "../lsp/support/folder.ts";
import { longHistory } from "./migrations.ts";

/*
 * What `check` costs from start to end, as CI pays for it: processor time, which others on the machine do not change,
 * wall time and memory. Asserts nothing. Build first.
 *
 *     node scripts/build.mjs && npx tsx test/bench/check.bench.mts
 */

const cli = process.env["LOCKKEEPER_CLI"] ?? resolve(import.meta.dirname, "../../dist/cli.js");
const corpus = process.env["LOCKKEEPER_CORPUS"] ?? join(import.meta.dirname, "../../../shared/corpus");
const runs = 5;

/** Reports its own use of resources when it ends. */
const probe =
  "process.on('exit',()=>{const{userCPUTime:u,systemCPUTime:s,maxRSS:m}=process.resourceUsage();" +
  "require('node:fs').writeSync(2,JSON.stringify([u/1000,s/1000,m/1024]))})";

function measure(title: string, folder: string): void {
  const times = Array.from({ length: runs }, () => once(folder)).sort((one, other) => one.user - other.user);
  const middle = times[Math.floor(runs / 2)];
  if (middle === undefined) return;
  const { user, system, wall, memory } = middle;
  console.log(
    `${title}: ${user.toFixed(0)} ms user, ${system.toFixed(0)} ms system, ${wall.toFixed(0)} ms wall, ${memory.toFixed(0)} MB`,
  );
}

function once(folder: string) {
  const started = performance.now();
  const program = `data:text/javascript,import{createRequire}from"node:module";const require=createRequire(process.cwd()+"/");${probe}`;
  const args = ["--import", program, cli, "check", folder, "--format", "json"];
  const { stderr, status } = spawnSync(process.execPath, args, { encoding: "utf8", maxBuffer: 2 ** 30 });
  const [user = 0, system = 0, memory = 0] = (/\[([\d.,]+)\]$/.exec(stderr)?.[1] ?? "")
    .split(",")
    .map(Number);
  if (status === null || memory === 0) throw new Error(`check ended early: ${stderr}`);
  return { user, system, memory, wall: performance.now() - started };
}

for (const project of ["crates.io", "umami", "supabase-auth"]) {
  const folder = join(corpus, project);
  if (existsSync(folder)) measure(project, folder);
  else console.warn(`SKIPPED: ${project} is not at ${folder}; set LOCKKEEPER_CORPUS.`);
}

const many = makeFolder(longHistory(4000));
measure("4,000 files", many.root);
many.remove();
