/*
 * Opens a real VS Code with this extension on the sample project, installing and building what is missing.
 *
 *     npm start                                the desktop's VS Code where there is one, else one in the browser
 *     npm start -- --folder PATH               another folder than a copy of samples/shop
 *     npm start -- --browser [--port NUMBER]   the one in the browser, on 127.0.0.1
 */
import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { ensureProject, root } from "./bootstrap.mjs";
import { ensureVscodeServer, linkExtension, onPath, startVscodeServer } from "./vscodeHost.mjs";

/** What the sample opens on: a statement that is a risk, so that the first thing to see is what is said of one. */
const firstFile = "db/migrations/20250218083000_link_payments_to_orders.sql";
/** The extension shows its walkthrough beside the file then. */
const welcome = { LOCKKEEPER_WELCOME: "1" };

/** What a window of its own keeps between two starts. */
const home = path.join(root, ".lockkeeper/start");
/** A copy, so that whatever is tried on it changes nothing here; and what is committed here would count as history. */
const sample = path.join(home, "shop");

try {
  await start(readOptions());
} catch (error) {
  console.error(`npm start failed: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      folder: { type: "string", default: sample },
      port: { type: "string", default: "0" },
      browser: { type: "boolean", default: false },
    },
  });
  const folder = path.resolve(values.folder);
  if (folder === sample && !existsSync(sample))
    cpSync(path.join(root, "samples/shop"), sample, { recursive: true });
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new Error(`There is no folder ${folder}.`);
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Error(`--port ${values.port} is no port.`);
  return { folder, port, browser: values.browser || port !== 0 };
}

async function start({ folder, port, browser }) {
  ensureProject();
  buildIfOlder();
  const desktop = browser || !hasDisplay() ? undefined : await findDesktop();
  if (desktop) return runDesktop(desktop, folder);
  return serve(folder, port);
}

/** Builds where a source is newer than the bundles, so that a second start has nothing to do. */
function buildIfOlder() {
  const bundle = path.join(root, "dist/client.js");
  const built =
    existsSync(bundle) && existsSync(path.join(root, "dist/server.js")) ? statSync(bundle).mtimeMs : 0;
  const sources = ["client/src", "server/src", "scripts/build.mjs", "package-lock.json"];
  if (sources.every((name) => newest(path.join(root, name)) < built)) return;
  const { status } = spawnSync(process.execPath, [path.join(root, "scripts/build.mjs"), "--strict"], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) throw new Error("the build failed; its messages are above.");
}

function newest(file) {
  const stat = statSync(file);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(file).map((name) => newest(path.join(file, name))));
}

function hasDisplay() {
  if (process.platform !== "linux") return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** An installed VS Code, else a downloaded one; undefined where neither can be had. */
async function findDesktop() {
  const installed = onPath("code") ?? onPath("codium");
  if (installed) return installed;
  try {
    console.log("Downloading VS Code (once) …");
    const { downloadAndUnzipVSCode } = await import("@vscode/test-electron");
    return await downloadAndUnzipVSCode({ cachePath: path.join(root, ".vscode-test") });
  } catch (error) {
    console.log(`VS Code could not be downloaded (${firstLine(error)}); using the one in the browser.`);
    return undefined;
  }
}

async function runDesktop(program, folder) {
  // VS Code refuses to start as root without these two.
  const asRoot =
    process.getuid?.() === 0 ? ["--no-sandbox", "--user-data-dir", path.join(home, "desktop")] : [];
  const files = folder === sample ? ["--goto", `${path.join(folder, firstFile)}:4`] : [];
  const args = [`--extensionDevelopmentPath=${root}`, "--new-window", "--wait", ...asRoot, folder, ...files];
  console.log(`Opening ${folder} in ${program}`);
  const env = { ...process.env, ...welcome };
  const child = spawn(program, args, { stdio: "inherit", shell: process.platform === "win32", env });
  onInterrupt(() => child.kill());
  const status = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
  if (status) throw new Error(`${program} ended with status ${status}.`);
}

async function serve(folder, port) {
  ensureVscodeServer();
  const token = randomBytes(16).toString("hex");
  const data = path.join(home, "data");
  prepareProfile(data);
  const ours = folder === sample;
  const server = await startVscodeServer({
    port,
    env: { ...process.env, ...welcome },
    args: [
      ...["--connection-token", token, "--server-data-dir", data],
      ...["--extensions-dir", linkExtension(path.join(home, "extensions"))],
      // Our own sample needs no question; any other folder is asked about by VS Code itself.
      ...(ours ? ["--disable-workspace-trust"] : []),
    ],
  });
  onInterrupt(() => server.stop().then(() => process.exit(0)));
  const query = new URLSearchParams({ tkn: token, folder });
  if (folder === sample) {
    const file = `vscode-remote://127.0.0.1:${server.port}${path.posix.join(folder, firstFile)}`;
    query.set("payload", JSON.stringify([["openFile", file]]));
  }
  const address = `http://127.0.0.1:${server.port}/?${query}`;
  try {
    await demandWorkbench(address, token);
  } catch (error) {
    await server.stop();
    throw error;
  }
  console.log(`\nVS Code with Lockkeeper on ${folder}:\n\n    ${address}\n\nCtrl+C ends it.`);
  openBrowser(address);
  const status = await new Promise((resolve) => server.process.once("exit", resolve));
  throw new Error(`the VS Code server ended with status ${status}:\n${server.output()}`);
}

/** Nothing is promised before the page and its program were really served. */
async function demandWorkbench(address, token) {
  const page = await demand(address, token);
  const program = /["']([^"']*\/workbench\.js)["']/.exec(page);
  if (!program) throw new Error("the VS Code server answered without a workbench.");
  await demand(new URL(program[1], address).href, token);
}

async function demand(address, token) {
  const headers = { cookie: `vscode-tkn=${token}` };
  const answer = await fetch(address, { headers, signal: AbortSignal.timeout(20_000) });
  const text = await answer.text();
  if (!answer.ok || text === "")
    throw new Error(`the VS Code server answered ${answer.status} for ${address}.`);
  return text;
}

function prepareProfile(data) {
  const file = path.join(data, "data/User/settings.json");
  if (existsSync(file)) return;
  mkdirSync(path.dirname(file), { recursive: true });
  const settings = {
    "workbench.startupEditor": "none",
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "chat.disableAIFeatures": true,
    "telemetry.telemetryLevel": "off",
    "update.mode": "none",
    "git.openRepositoryInParentFolders": "never",
    "remote.autoForwardPorts": false,
    "extensions.autoCheckUpdates": false,
    "extensions.ignoreRecommendations": true,
  };
  writeFileSync(file, `${JSON.stringify(settings, undefined, 2)}\n`);
}

function openBrowser(address) {
  if (!hasDisplay()) return;
  const program = process.platform === "darwin" ? "open" : onPath("xdg-open");
  if (!program) return;
  const child = spawn(program, [address], { stdio: "ignore", detached: true });
  child.once("error", () => {});
  child.unref();
}

function onInterrupt(stop) {
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, stop);
}

function firstLine(error) {
  return String(error instanceof Error ? error.message : error).split("\n")[0];
}
