import fs from "node:fs/promises";
import http from "node:http";
import path from "node:path";
import { makeRunFolder, removeRunFolder, startCluster, stopCluster } from "./cluster.mjs";

/*
 * Owns the servers of one test run. It starts a major the first time somebody asks `GET /<major>`, and it ends,
 * with all of them, when its standard input closes: that happens however the test run ends, a crash included.
 */

const prefix = "lockkeeper-postgres-";

await sweep();
const folder = await makeRunFolder(prefix);
await fs.writeFile(path.join(folder, "guardian.pid"), String(process.pid));
const clusters = new Map();

const broker = http.createServer((request, response) => {
  const major = Number(request.url?.slice(1));
  clusterOf(major).then(
    ({ host, port, user }) => response.end(JSON.stringify({ host, port, user })),
    (error) => response.writeHead(500).end(error instanceof Error ? error.message : String(error)),
  );
});
broker.listen(0, "127.0.0.1", () => process.stdout.write(`http://127.0.0.1:${broker.address().port}\n`));
process.stdin.resume();
process.stdin.once("close", () => void end());
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => void end());

function clusterOf(major) {
  const running = clusters.get(major) ?? startCluster(major, folder);
  clusters.set(major, running);
  running.catch(() => clusters.delete(major));
  return running;
}

async function end() {
  const started = await Promise.allSettled(clusters.values());
  await Promise.all(started.map((result) => result.status === "fulfilled" && stopCluster(result.value)));
  await removeRunFolder(folder);
  process.exit(0);
}

/** Ends what a guardian that was killed outright left behind. */
async function sweep() {
  const parent = path.dirname(await makeRunFolder(`${prefix}probe-`).then(removed));
  for (const name of await fs.readdir(parent)) {
    if (!name.startsWith(prefix) || name.startsWith(`${prefix}probe-`)) continue;
    const left = path.join(parent, name);
    const guardian = Number(await fs.readFile(path.join(left, "guardian.pid"), "utf8").catch(() => "0"));
    if (guardian === 0 || isAlive(guardian)) continue;
    for (const major of await fs.readdir(left)) await killPostmaster(path.join(left, major, "data"));
    await removeRunFolder(left);
  }
}

async function removed(probe) {
  await fs.rm(probe, { recursive: true });
  return probe;
}

/** Kills the server that owns this data folder, and no other process that was given its number since. */
async function killPostmaster(data) {
  const lines = await fs.readFile(path.join(data, "postmaster.pid"), "utf8").catch(() => "");
  const pid = Number(lines.split("\n")[0]);
  if (!pid) return;
  const command = await fs.readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  if (command.includes(data)) process.kill(pid, "SIGQUIT");
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
