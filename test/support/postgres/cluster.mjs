import { spawn, spawnSync } from "node:child_process";
import { constants } from "node:fs";
import fs from "node:fs/promises";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

/*
 * One PostgreSQL cluster: found, initialised (once, then copied), started, stopped. PostgreSQL refuses to run as
 * root, so as root everything here belongs to and runs as an unprivileged user.
 */

const here = path.dirname(fileURLToPath(import.meta.url));
const cache = path.join(here, "..", "..", ".cache", "postgres");
/** Linux's file system in memory; containers often have a very small one. */
const memory = "/dev/shm";
/** Bytes that five servers with their databases fit into with ease. */
const roomNeeded = 4 * 2 ** 30;

/** A folder of our own that the server's user can reach. */
export async function makeRunFolder(prefix) {
  const parent = (await isReachable(os.tmpdir())) ? os.tmpdir() : "/tmp";
  const folder = await fs.mkdtemp(path.join(parent, prefix));
  await fs.chmod(folder, 0o755);
  return folder;
}

/** Removes such a folder, and what lies in memory for it. */
export async function removeRunFolder(folder) {
  for (const part of [folder, inMemory(folder)]) await fs.rm(part, { recursive: true, force: true });
}

/** Starts the given major with its socket and log below `folder`, and its data there or in memory. */
export async function startCluster(major, folder) {
  const owner = unprivilegedUser();
  const base = path.join(folder, String(major));
  await fs.mkdir(base, { recursive: true });
  if (owner) await fs.chown(base, owner.uid, owner.gid);
  const native = await nativeFolder(major, base);
  const data = path.join(base, "data");
  await fillData(native, await placeData(folder, data, owner), owner);
  const port = await freePort();
  const child = spawn(
    path.join(native, "bin", "postgres"),
    ["-D", data, "-p", String(port), "-k", base, ...settings(major)],
    { cwd: base, stdio: ["ignore", "ignore", "pipe"], ...owner },
  );
  await untilReady(child, major);
  return { major, host: "127.0.0.1", port, user: "postgres", child };
}

/** Stops at once: the data is thrown away, so nothing needs a checkpoint. */
export async function stopCluster({ child }) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGQUIT");
  await ended;
}

function settings(major) {
  const values = {
    listen_addresses: "127.0.0.1",
    fsync: "off",
    full_page_writes: "off",
    synchronous_commit: "off",
    shared_buffers: "32MB",
    max_connections: "200",
    max_prepared_transactions: "10",
    wal_level: "logical",
    max_wal_size: "256MB",
    autovacuum: "off",
    jit: "off",
    timezone: "UTC",
    log_timezone: "UTC",
    ...(major >= 18 ? { io_method: "sync" } : {}),
  };
  return Object.entries(values).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

/**
 * Where the data lies in truth: in memory where there is plenty of it, since making and dropping databases is most of
 * what tests ask of a server, and a busy disk makes that many times slower. `data` then leads there.
 */
async function placeData(folder, data, owner) {
  if (!(await hasRoomInMemory())) return data;
  const parent = inMemory(folder);
  await fs.mkdir(parent, { recursive: true });
  await fs.chmod(parent, 0o755);
  const real = path.join(parent, path.basename(path.dirname(data)));
  // A start that failed may have left both.
  for (const left of [real, data]) await fs.rm(left, { recursive: true, force: true });
  await fs.mkdir(real);
  if (owner) await fs.chown(real, owner.uid, owner.gid);
  await fs.symlink(real, data);
  return real;
}

function inMemory(folder) {
  return path.join(memory, path.basename(folder));
}

async function hasRoomInMemory() {
  const room = await fs.statfs(memory).catch(() => undefined);
  return room !== undefined && Math.min(room.bavail * room.bsize, os.freemem()) > roomNeeded;
}

/** The binaries of this platform's package, copied where the server's user cannot reach the project. */
async function nativeFolder(major, base) {
  const name = `postgres-${major}-${process.platform}-${process.arch}`;
  const native = path.join(here, "node_modules", name, "native");
  if (!(await exists(path.join(native, "bin", "postgres"))))
    throw new Error(
      `PostgreSQL ${major} for ${process.platform}-${process.arch} is not installed: run \`node scripts/bootstrap.mjs servers\`.`,
    );
  if (await isReachable(native)) return native;
  const copy = path.join(base, "native");
  await fs.cp(native, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

/** Copies the initialised cluster out of the cache; the first run of a release makes it. */
async function fillData(native, data, owner) {
  const release = spawnSync(path.join(native, "bin", "postgres"), ["--version"], { encoding: "utf8" })
    .stdout.trim()
    .replace(/[^\w.]+/g, "-");
  const template = path.join(cache, release);
  if (!(await exists(template))) await initialise(native, data, owner, template);
  else await fs.cp(template, data, { recursive: true, preserveTimestamps: true });
  await fs.chmod(data, 0o700);
  if (owner) await chownAll(data, owner);
}

async function initialise(native, data, owner, template) {
  const args = ["-D", data, "-U", "postgres", "-A", "trust", "-N", "--locale=C", "-E", "UTF8"];
  const made = spawnSync(path.join(native, "bin", "initdb"), args, {
    cwd: path.dirname(data),
    encoding: "utf8",
    ...owner,
  });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.error?.message ?? made.stderr}`);
  // Another process may fill the cache at the same moment; the rename makes one of the copies win whole.
  await fs.mkdir(cache, { recursive: true });
  const part = await fs.mkdtemp(path.join(cache, "part-"));
  await fs.cp(data, part, { recursive: true });
  await fs.rename(part, template).catch(() => fs.rm(part, { recursive: true, force: true }));
}

function untilReady(child, major) {
  return new Promise((resolve, reject) => {
    let log = "";
    child.stderr.setEncoding("utf8");
    child.stderr.on("data", (text) => {
      // Only what explains a failed start is kept; afterwards the pipe is drained and dropped.
      if (log.length < 20_000) log += text;
      if (/ready to accept connections/.test(text)) resolve();
    });
    child.once("error", reject);
    child.once("exit", (code, signal) =>
      reject(new Error(`PostgreSQL ${major} did not start (${code ?? signal}):\n${log}`)),
    );
  });
}

/** The user to run as when we are root; nobody else needs one. */
function unprivilegedUser() {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ["postgres", "nobody"]) {
    const [uid, gid] = ["-u", "-g"].map((flag) => spawnSync("id", [flag, name], { encoding: "utf8" }));
    if (uid.status === 0 && gid.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  throw new Error("PostgreSQL refuses to run as root, and there is no user `postgres` or `nobody`.");
}

/** Whether other users may pass every folder above; only asked when the server runs as another user. */
async function isReachable(target) {
  if (process.getuid?.() !== 0) return true;
  for (let folder = await fs.realpath(target); ; folder = path.dirname(folder)) {
    const { mode } = await fs.stat(folder);
    if ((mode & constants.S_IXOTH) === 0) return false;
    if (folder === path.dirname(folder)) return true;
  }
}

async function chownAll(folder, { uid, gid }) {
  await fs.chown(folder, uid, gid);
  for (const entry of await fs.readdir(folder, { withFileTypes: true, recursive: true }))
    await fs.lchown(path.join(entry.parentPath ?? entry.path, entry.name), uid, gid);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function exists(file) {
  return fs.access(file).then(
    () => true,
    () => false,
  );
}
