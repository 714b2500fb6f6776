import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith, run } from "./support/program.ts";

const files = { "m/1_a.sql": "-- migrate:up\nALTER TABLE users ADD COLUMN note text;\n-- migrate:down\n" };
/** From 22 on Node keeps compiled code by itself, in its own place. */
const isOurs = Number(process.versions.node.split(".")[0]) < 22;

describe("compiled code that is kept for the next run", () => {
  it("lies where only the user may write, is whole, and changes nothing of what is said", async () => {
    const cwd = folderWith(files);
    const env = { XDG_CACHE_HOME: join(cwd, "cache") };
    const first = await run(["check", "m"], { cwd, env });
    const kept = (): readonly string[] => readdirSync(join(cwd, isOurs ? "cache/lockkeeper" : "."));
    if (isOurs) {
      expect(kept().map((name) => name.split("-")[0])).toEqual(["check.js", "commandLine.js"]);
      expect(statSync(join(cwd, "cache/lockkeeper")).mode & 0o777).toBe(0o700);
      for (const name of kept())
        expect(statSync(join(cwd, "cache/lockkeeper", name)).mode & 0o777).toBe(0o600);
    }
    expect(first.stdout).toContain("1 statements");
    expect(await run(["check", "m"], { cwd, env })).toEqual(first);
  });

  it.runIf(isOurs).each([
    ["is cut short", (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ["is empty", () => Buffer.alloc(0)],
    [
      "has another byte in it",
      (bytes: Buffer) => Buffer.from(bytes.map((byte, at) => (at === 50_000 ? byte ^ 255 : byte))),
    ],
    ["was kept of another text", (bytes: Buffer) => Buffer.concat([Buffer.alloc(20, 7), bytes.subarray(20)])],
  ])("is made again where it %s", async (_, broken) => {
    const cwd = folderWith(files);
    const env = { XDG_CACHE_HOME: join(cwd, "cache") };
    const folder = join(cwd, "cache/lockkeeper");
    const first = await run(["check", "m"], { cwd, env });
    const sizes = new Map<string, number>();
    for (const name of readdirSync(folder)) {
      const bytes = readFileSync(join(folder, name));
      sizes.set(name, bytes.length);
      writeFileSync(join(folder, name), broken(bytes));
    }
    expect(await run(["check", "m"], { cwd, env })).toEqual(first);
    for (const [name, size] of sizes) expect(statSync(join(folder, name)).size).toBeGreaterThan(size / 2);
    expect(readdirSync(folder).sort()).toEqual([...sizes.keys()].sort());
  });

  it("is not missed where nothing can be written, or nobody wants it", async () => {
    const cwd = folderWith({ ...files, cache: "this is a file" });
    const plain = await run(["check", "m"], { cwd, env: { XDG_CACHE_HOME: join(cwd, "cache") } });
    expect(plain).toMatchObject({ stderr: "", status: 0 });
    mkdirSync(join(cwd, "empty"));
    const env = { XDG_CACHE_HOME: join(cwd, "empty"), NODE_DISABLE_COMPILE_CACHE: "1" };
    expect(await run(["check", "m"], { cwd, env })).toEqual(plain);
    expect(readdirSync(join(cwd, "empty"))).toEqual([]);
  });
});
