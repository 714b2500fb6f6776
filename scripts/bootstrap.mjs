import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/*
 * Installs what is missing, and nothing else: a second run finds everything in place and does no set-up again.
 * Plain built-ins only, since it runs before anything is installed.
 *
 *     node scripts/bootstrap.mjs            the project's own packages
 *     node scripts/bootstrap.mjs servers    also the PostgreSQL servers that the tests run against
 */

/** The project's folder. */
export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const servers = path.join(root, "test", "support", "postgres");

/** Makes `node_modules` at the project's root what `package-lock.json` says. */
export function ensureProject() {
  if (!isInstalled(root)) npmCi(root, []);
}

/** Makes the five PostgreSQL majors available for this platform (300 MB). */
export function ensureServers() {
  // Install scripts stay off; the only one restores symlinks, which is done here and can be repeated.
  if (!isInstalled(servers)) npmCi(servers, ["--ignore-scripts"]);
  const modules = path.join(servers, "node_modules");
  for (const name of existsSync(modules) ? readdirSync(modules) : []) {
    const folder = path.join(modules, name);
    if (name.startsWith("postgres-")) run(process.execPath, ["scripts/hydrate-symlinks.js"], folder);
  }
}

/**
 * Whether npm's own record of what lies in `node_modules` agrees with the lock file, so that packages installed
 * by hand count too. Packages for other platforms are optional and may be absent.
 */
function isInstalled(folder) {
  const record = path.join(folder, "node_modules", ".package-lock.json");
  if (!existsSync(record)) return false;
  const wanted = readJson(path.join(folder, "package-lock.json")).packages;
  const present = readJson(record).packages;
  return Object.entries(wanted).every(([location, entry]) => {
    if (location === "" || !fitsHere(entry)) return true;
    if (present[location] === undefined && entry.optional === true && entry.os === undefined) return true;
    return present[location]?.version === entry.version && existsSync(path.join(folder, location));
  });
}

function fitsHere({ os, cpu, libc }) {
  return fits(os, process.platform) && fits(cpu, process.arch) && fits(libc, libcHere());
}

let libcFound;
function libcHere() {
  // The report is slow to make; one is enough.
  libcFound ??= process.report.getReport().header.glibcVersionRuntime === undefined ? "musl" : "glibc";
  return libcFound;
}

function fits(allowed, actual) {
  if (allowed === undefined) return true;
  const list = [allowed].flat();
  if (list.includes(`!${actual}`)) return false;
  return list.includes(actual) || list.every((name) => name.startsWith("!"));
}

function npmCi(folder, options) {
  console.log(`Installing the packages of ${path.relative(process.cwd(), folder) || "."}`);
  run("npm", ["ci", "--no-audit", "--no-fund", ...options], folder);
}

function run(command, args, cwd) {
  const shell = process.platform === "win32" && command === "npm";
  const { status, error } = spawnSync(command, args, { cwd, stdio: "inherit", shell });
  if (status !== 0)
    throw new Error(`${command} ${args.join(" ")} failed in ${cwd}: ${error?.message ?? status}`);
}

function readJson(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  ensureProject();
  if (process.argv.includes("servers")) ensureServers();
}
