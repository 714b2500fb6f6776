import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "./sources.ts";

/*
 * What must not be in the repository: a lock file that names a registry's host works nowhere else, and where something
 * was written says nothing about it.
 */

// Assembled where they would be found in this very file.
const forbidden = [
  ["registry host", /\bregistry\.[\w-]+\.\w+|\bnpm\.pkg\.\w+|\bpkgs\.\w+\.\w+/i],
  ["home folder", new RegExp(`(?<![\\w.])(?:/home|/Users)/(?!runner\\b|user\\b|node\\b)[a-z]\\w*/`)],
  ["home folder", new RegExp(`(?<![\\w.])${["", "root", ""].join("/")}`)],
  ["home folder", /[A-Z]:\\Users\\\w+/],
  ["the folder of this checkout", new RegExp(`${escaped(root)}\\b`)],
] as const;

const files = tracked();

describe("what is committed", () => {
  it.skipIf(files === undefined)(
    "names no registry host and no folder of the machine it was written on",
    () => {
      const found = (files ?? []).flatMap((file) => {
        const text = readFileSync(path.join(root, file), "utf8");
        return forbidden
          .filter(([, pattern]) => pattern.test(text))
          .map(([what, pattern]) => `${file}: ${what}: ${pattern.exec(text)?.[0] ?? ""}`);
      });
      expect(found).toEqual([]);
    },
  );

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

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
