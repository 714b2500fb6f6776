import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { root } from "./sources.ts";

it("has fresh registries and pages: nothing that is generated is edited by hand", () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["node_modules/tsx/dist/cli.mjs", "scripts/generate.mts", "--check"],
    { cwd: root, encoding: "utf8" },
  );
  expect(stdout + stderr).toBe("");
  expect(status).toBe(0);
});
