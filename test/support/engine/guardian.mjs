import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { buildPostgresImage, buildVariant } from "./image.mjs";

/*
 * A Docker engine of the tests' own, for a Debian machine that has none. Installs it where it is missing, starts it on
 * a socket and a bridge of its own, builds the images, says where it is, and ends with everything that belongs to it
 * when its standard input closes: that happens however the test run ends, a crash included.
 */

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "lockkeeper-engine-"));
// Names of network devices have at most 15 characters.
const bridge = `lk${process.pid}`;
const socket = path.join(folder, "docker.sock");
let daemon;
let ending;

process.stdin.resume();
process.stdin.once("close", () => void end(0));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => void end(0));

try {
  install();
  makeBridge();
  await startDaemon();
  const image = "lockkeeper-test/postgres:18";
  buildPostgresImage({ major: 18, tag: image, folder, run: docker });
  buildVariant({
    base: image,
    tag: "lockkeeper-test/silent:18",
    script: "echo I shall never listen; exec sleep 600",
    folder,
    run: docker,
  });
  buildVariant({
    base: image,
    tag: "lockkeeper-test/broken:18",
    script: "echo PANIC: no space left on device; exit 3",
    folder,
    run: docker,
  });
  process.stdout.write(`${JSON.stringify({ dockerHost: `unix://${socket}`, image })}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  await end(1);
}

/** Packages stay installed, as any test's requirements do; no service of theirs is started. */
function install() {
  const packages = [];
  if (!isThere("dockerd")) packages.push("docker.io");
  if (!isThere("busybox") || !isStatic()) packages.push("busybox-static");
  if (!isThere("ip")) packages.push("iproute2");
  if (packages.length === 0) return;
  const options = ["-o", "DPkg::Lock::Timeout=600", "-qq"];
  const policy = "/usr/sbin/policy-rc.d";
  const hadPolicy = fs.existsSync(policy);
  if (!hadPolicy) fs.writeFileSync(policy, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  try {
    const quiet = {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    };
    execFileSync("apt-get", [...options, "update"], quiet);
    execFileSync("apt-get", [...options, "install", "-y", "--no-install-recommends", ...packages], quiet);
  } finally {
    if (!hadPolicy) fs.rmSync(policy);
  }
}

function isThere(command) {
  return (process.env.PATH ?? "")
    .split(":")
    .some((directory) => fs.existsSync(path.join(directory, command)));
}

function isStatic() {
  try {
    execFileSync("ldd", [execFileSync("sh", ["-c", "command -v busybox"], { encoding: "utf8" }).trim()], {
      stdio: "ignore",
    });
    return false;
  } catch {
    return true;
  }
}

/** A bridge of its own, so that two engines on one machine never give two containers the same address. */
function makeBridge() {
  const network = 16 + (process.pid % 200);
  execFileSync("ip", ["link", "add", "name", bridge, "type", "bridge"]);
  execFileSync("ip", ["addr", "add", `10.213.${network}.1/24`, "dev", bridge]);
  execFileSync("ip", ["link", "set", bridge, "up"]);
}

async function startDaemon() {
  const log = fs.openSync(path.join(folder, "log"), "w");
  const options = {
    "data-root": path.join(folder, "data"),
    "exec-root": path.join(folder, "exec"),
    pidfile: path.join(folder, "pid"),
    host: `unix://${socket}`,
    bridge,
    "storage-driver": "overlay2",
    iptables: "false",
    ip6tables: "false",
    "ip-forward": "false",
    "ip-masq": "false",
    "exec-opt": "native.cgroupdriver=cgroupfs",
  };
  const flags = Object.entries(options).map(([name, value]) => `--${name}=${value}`);
  daemon = spawn("dockerd", flags, { stdio: ["ignore", log, log], detached: true });
  for (let round = 0; round < 150; round += 1) {
    if (daemon.exitCode !== null) break;
    try {
      docker(["version"]);
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  const tail = fs.readFileSync(path.join(folder, "log"), "utf8").split("\n").slice(-8).join("\n");
  throw new Error(`The tests' own container engine did not start:\n${tail}`);
}

function docker(parameters) {
  // BuildKit is a plugin that is not installed; the classic builder needs none.
  const env = { ...process.env, DOCKER_HOST: `unix://${socket}`, DOCKER_BUILDKIT: "0", DOCKER_CONTEXT: "" };
  return execFileSync("docker", parameters, { env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

function end(code) {
  ending ??= cleanUp().finally(() => process.exit(code));
  return ending;
}

async function cleanUp() {
  if (daemon !== undefined && daemon.exitCode === null) {
    await attempt(() => {
      const left = docker(["ps", "--all", "--quiet"]).split("\n").filter(Boolean);
      if (left.length > 0) docker(["rm", "--force", "--volumes", ...left]);
    });
    const ended = new Promise((resolve) => daemon.once("exit", resolve));
    daemon.kill("SIGTERM");
    await ended;
  }
  await attempt(() => execFileSync("ip", ["link", "del", bridge], { stdio: "ignore" }));
  await attempt(() => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));
}

async function attempt(action) {
  try {
    await action();
  } catch {
    // What cannot be removed must not keep the rest from being removed.
  }
}
