import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "./sources.ts";

/*
 * What must not be in the repository: where and with what it was written says nothing about the product, and a
 * lock file that names a registry's host works nowhere else.
 */

// Assembled, so that this file does not contain what it looks for.
const forbidden = [
  ["registry host", /\bregistry\.[\w-]+\.\w+|\bnpm\.pkg\.\w+|\bpkgs\.\w+\.\w+|\bverdaccio\b/i],
  ["workplace tool", new RegExp(["farm", "studio"].join("-"), "i")],
  ["workplace tool", new RegExp(["farm", "bench"].join("-"), "i")],
  ["workplace folder", new RegExp(["", "work", "(main|shared)"].join("/"))],
  ["home folder of a machine", new RegExp(`(?<![\\w.])${["", "root", ""].join("/")}`)],
  ["scratch folder of a machine", new RegExp(["", "tmp", "lk"].join("/"))],
] as const;

const files = tracked();

describe("what is committed", () => {
  it.skipIf(files === undefined)("names no registry host, no workplace and no machine's folders", () => {
    const found = (files ?? []).flatMap((file) => {
      const text = readFileSync(path.join(root, file), "utf8");
      return forbidden
        .filter(([, pattern]) => pattern.test(text))
        .map(([what, pattern]) => `${file}: ${what}: ${pattern.exec(text)?.[0] ?? ""}`);
    });
    expect(found).toEqual([]);
  });

  it.skipIf(files === undefined)("holds no build output and no installed packages", () => {
    expect((files ?? []).filter((file) => /(^|\/)(node_modules|dist|out)\/|\.vsix$/.test(file))).toEqual([]);
  });
});

/** Text files that git knows and that are still there; undefined outside a git checkout. */
function tracked(): readonly string[] | undefined {
  if (!existsSync(path.join(root, ".git"))) return undefined;
  return execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" })
    .split("\0")
    .filter((file) => file !== "" && !/\.(png|ico|gif|woff2?|wasm)$/.test(file))
    .filter((file) => existsSync(path.join(root, file)) && statSync(path.join(root, file)).isFile());
}
