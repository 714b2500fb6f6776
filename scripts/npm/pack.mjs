import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "../bootstrap.mjs";
import { distFiles, npmManifest, otherFiles } from "./manifest.mjs";

/** Where the npm package is laid out before it is packed. */
const folder = path.join(root, "out", "npm");

/**
 * Packs the command line, from what lies in `dist/`, as npm would publish it.
 * @param {string} out path of the tarball, e.g. `out/lockkeeper-0.1.0.tgz`
 * @returns {string} the same path
 */
export function packNpm(out) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.join(folder, "dist"), { recursive: true });
  for (const name of distFiles) cpSync(path.join(root, "dist", name), path.join(folder, "dist", name));
  for (const name of otherFiles) cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  cpSync(path.join(root, "scripts", "npm", "README.md"), path.join(folder, "README.md"));
  const extension = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  writeFileSync(
    path.join(folder, "package.json"),
    `${JSON.stringify(npmManifest(extension), undefined, 2)}\n`,
  );
  const packed = spawnSync("npm", ["pack", "--json", "--loglevel=error"], {
    cwd: folder,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  if (packed.status !== 0) throw new Error(`npm pack failed: ${packed.error?.message ?? packed.stderr}`);
  renameSync(path.join(folder, `${extension.name}-${extension.version}.tgz`), out);
  return out;
}
