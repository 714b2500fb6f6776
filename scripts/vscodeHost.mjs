// A real VS Code without Electron: the server inside the npm package `code-server`, the Node it needs, and a
// browser that shows it. Everything here is idempotent: a second call finds the stamp and does nothing.
// Node built-ins only, since it also runs before the project's own packages are installed.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { arch, platform } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const host = path.join(root, "test/vscode/host");
const code = path.join(host, "node_modules/code-server/lib/vscode");
const stamp = path.join(host, "node_modules/.lockkeeper-stamp");
const npm = platform() === "win32" ? "npm.cmd" : "npm";

/**
 * Installs the VS Code server where it is missing or its lock changed.
 * @param {(line: string) => void} say
 * @returns {{ node: string, serverMain: string }} the Node to start it with and its entry file
 */
export function ensureVscodeServer(say = console.error) {
  const hash = createHash("sha256")
    .update(readFileSync(path.join(host, "package-lock.json")))
    .digest("hex");
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== hash) {
    say("Installing a VS Code server (about a minute, once) …");
    runNpm(host, ["ci", "--ignore-scripts", "--loglevel=error"]);
    // `npm ci` refuses the shrinkwrap that ships with it: it lacks an entry.
    runNpm(code, ["install", "--omit=dev", "--ignore-scripts", "--no-save", "--loglevel=error"]);
    // Only logs get noisier without these two, so a machine without a compiler still works.
    spawnSync(npm, ["rebuild", "@vscode/spdlog", "@vscode/native-watchdog"], { cwd: code, stdio: "ignore" });
    writeFileSync(stamp, hash);
  }
  return { node: nodeForServer(), serverMain: path.join(code, "out/server-main.js") };
}

/**
 * Finds or installs a Chromium: an installed Chrome or Chromium, else Debian's package where it may be
 * installed, else Playwright's own download.
 * @param {(line: string) => void} say
 * @returns {Promise<string>} the path of the program
 */
export async function ensureBrowser(say = console.error) {
  const found = findBrowser();
  if (found) return found;
  if (existsSync("/etc/debian_version") && process.getuid?.() === 0) {
    say("Installing Chromium from Debian …");
    const quiet = { stdio: "ignore", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
    const wait = ["-o", "DPkg::Lock::Timeout=600", "-q", "-y"];
    spawnSync("apt-get", [...wait, "update"], quiet);
    spawnSync("apt-get", [...wait, "install", "--no-install-recommends", "chromium"], quiet);
    const installed = findBrowser();
    if (installed) return installed;
  }
  say("Downloading Chromium through Playwright …");
  const cli = path.join(root, "node_modules/playwright-core/cli.js");
  const download = spawnSync(process.execPath, [cli, "install", "chromium"], { stdio: "inherit" });
  const { chromium } = await import("playwright-core");
  if (download.status !== 0 || !existsSync(chromium.executablePath())) {
    throw new Error(
      "No Chrome or Chromium was found and none could be installed. Install one, or set CHROME_PATH.",
    );
  }
  return chromium.executablePath();
}

/**
 * Starts the server on 127.0.0.1 and waits until it listens. The caller ends it with `stop`.
 * @param {{ args: string[], env?: Record<string, string | undefined>, port?: number }} options
 * @returns {Promise<{ port: number, process: import("node:child_process").ChildProcess, output: () => string, stop: () => Promise<void> }>}
 */
export async function startVscodeServer({ args, env = process.env, port = 0 }) {
  const { node, serverMain } = ensureVscodeServer();
  const fixed = ["--host", "127.0.0.1", "--port", String(port), "--accept-server-license-terms"];
  const child = spawn(node, [serverMain, ...fixed, "--telemetry-level", "off", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
    env: { ...env, NODE_OPTIONS: "" },
  });
  // It has a process group of its own, so nothing else ends it when this process is ended in the middle.
  const endWithUs = () => signalGroup(child, "SIGKILL");
  process.once("exit", endWithUs);
  child.once("exit", () => process.off("exit", endWithUs));
  let output = "";
  const listening = new Promise((resolve, reject) => {
    const read = (data) => {
      output = (output + data).slice(-20_000);
      const line = /Extension host agent listening on (\d+)/.exec(output);
      if (line) resolve(Number(line[1]));
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("error", reject);
    child.once("exit", (status) =>
      reject(new Error(`The VS Code server ended with status ${status}:\n${output.slice(-3000)}`)),
    );
    setTimeout(
      () => reject(new Error(`The VS Code server did not listen in 5 minutes:\n${output}`)),
      300_000,
    ).unref();
  });
  const stop = () => stopGroup(child);
  try {
    return { port: await listening, process: child, output: () => output, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * Fills a folder for `--extensions-dir` with a packaged extension.
 * @param {string} extensions
 * @param {string} vsix
 * @returns {string} the folder
 */
export function installExtension(extensions, vsix) {
  const { node, serverMain } = ensureVscodeServer();
  const folders = ["--extensions-dir", extensions, "--server-data-dir", `${extensions}-install`];
  const args = [serverMain, ...folders, "--accept-server-license-terms", "--install-extension", vsix];
  execFileSync(node, args, {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, NODE_OPTIONS: "" },
  });
  return extensions;
}

/**
 * Fills a folder for `--extensions-dir` with this extension as it lies here, so that a rebuild needs only a reload of
 * the window.
 * @param {string} extensions
 * @returns {string} the folder
 */
export function linkExtension(extensions) {
  const { publisher, name, version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  rmSync(extensions, { recursive: true, force: true });
  mkdirSync(extensions, { recursive: true });
  // The whole folder, not its parts: VS Code finds the extension that a script belongs to by its real path.
  symlinkSync(root, path.join(extensions, `${publisher}.${name}-${version}`), "dir");
  return extensions;
}

/** Ends a detached child and what it started: asks first, then kills. */
async function stopGroup(child) {
  if (child.pid === undefined || child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once("close", resolve));
  signalGroup(child, "SIGTERM");
  await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 3000))]);
  signalGroup(child, "SIGKILL");
}

function signalGroup(child, name) {
  try {
    process.kill(-child.pid, name);
  } catch {
    // The group is gone already.
  }
}

function nodeForServer() {
  const bundled = path.join(host, `node_modules/node-linux-${arch()}/bin/node`);
  if (existsSync(bundled)) return bundled;
  const here = Number(process.versions.node.split(".")[0]);
  if (here === 24) return process.execPath;
  throw new Error(
    `The VS Code server needs Node 24 on ${platform()} ${arch()}. Run this with Node 24, or install VS Code so that its \`code\` command is on the PATH.`,
  );
}

function findBrowser() {
  const named = process.env.CHROME_PATH;
  if (named) return named;
  const mac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
  if (platform() === "darwin" && existsSync(mac)) return mac;
  for (const name of ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]) {
    const where = onPath(name);
    if (where) return where;
  }
  return undefined;
}

/** @returns {string | undefined} the full path of a program on the PATH */
export function onPath(name) {
  const suffixes = platform() === "win32" ? [".cmd", ".exe"] : [""];
  for (const folder of (process.env.PATH ?? "").split(path.delimiter)) {
    for (const suffix of suffixes) {
      const file = path.join(folder, name + suffix);
      if (folder && existsSync(file)) return file;
    }
  }
  return undefined;
}

function runNpm(cwd, args) {
  execFileSync(npm, args, { cwd, stdio: ["ignore", "ignore", "inherit"], shell: platform() === "win32" });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { serverMain } = ensureVscodeServer();
  console.log(`${serverMain}\n${await ensureBrowser()}`);
}
