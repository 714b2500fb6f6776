import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findEngine } from "../../server/src/run/databases/containerEngine.ts";
import { DatabaseError } from "../../server/src/run/databases/databaseError.ts";
import { engineEndpoints, localAddress } from "../../server/src/run/databases/engineEndpoints.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lockkeeper-endpoints-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function refusal(addresses: readonly string[]): Promise<DatabaseError> {
  const endpoints = addresses.map((address) => ({ origin: "DOCKER_HOST", address }));
  const error: unknown = await findEngine({}, endpoints).catch((reason: unknown) => reason);
  if (error instanceof DatabaseError) return error;
  throw new Error("An engine was found.");
}

test("the environment comes before the context, the context before the usual sockets", () => {
  const id = createHash("sha256").update("colima").digest("hex");
  mkdirSync(join(folder, "contexts", "meta", id), { recursive: true });
  writeFileSync(join(folder, "config.json"), JSON.stringify({ currentContext: "colima" }));
  writeFileSync(
    join(folder, "contexts", "meta", id, "meta.json"),
    JSON.stringify({ Name: "colima", Endpoints: { docker: { Host: "unix:///colima.sock" } } }),
  );
  const endpoints = engineEndpoints({
    DOCKER_CONFIG: folder,
    DOCKER_HOST: "unix:///mine.sock",
    XDG_RUNTIME_DIR: "/run/user/7",
  });
  expect(endpoints.slice(0, 2)).toEqual([
    { origin: "DOCKER_HOST", address: "unix:///mine.sock" },
    { origin: "docker context colima", address: "unix:///colima.sock" },
  ]);
  const usual = endpoints.map(({ address }) => address);
  if (process.platform !== "win32")
    expect(usual).toEqual(
      expect.arrayContaining([
        "unix:///var/run/docker.sock",
        "unix:///run/user/7/podman/podman.sock",
        "unix:///run/podman/podman.sock",
      ]),
    );
});

test("a broken docker configuration is no obstacle", () => {
  writeFileSync(join(folder, "config.json"), "{ not json");
  expect(engineEndpoints({ DOCKER_CONFIG: folder })[0]?.origin).toBe("default");
});

test.each([
  ["unix:///run/docker.sock", { socketPath: "/run/docker.sock" }],
  ["npipe:////./pipe/docker_engine", { socketPath: "//./pipe/docker_engine" }],
  ["tcp://127.0.0.1:2375", { host: "127.0.0.1", port: 2375 }],
  ["tcp://localhost", { host: "localhost", port: 2375 }],
  ["tcp://build.example.com:2375", undefined],
  ["ssh://me@build.example.com", undefined],
])("%s", (address, expected) => {
  expect(localAddress(address)).toEqual(expected);
});

test("no engine: it says where it looked and what to do", async () => {
  const { code, message } = await refusal([`unix://${folder}/absent.sock`, "ssh://me@build.example.com"]);
  expect(code).toBe("engine-absent");
  expect(message).toContain(`${folder}/absent.sock`);
  expect(message).toMatch(/another machine/);
  expect(message).toMatch(/Start Docker or Podman, or use the embedded database\.$/);
});

test("an engine that never answers is given up soon", async () => {
  const server = createServer(() => undefined);
  const path = join(folder, "mute.sock");
  await new Promise<void>((resolve) => server.listen(path, resolve));
  expect((await refusal([`unix://${path}`])).code).toBe("engine-absent");
  server.close();
});

test("no permission on its socket: it names the socket and the group", async () => {
  const server = createServer();
  const path = join(folder, "forbidden.sock");
  await new Promise<void>((resolve) => server.listen(path, resolve));
  chmodSync(path, 0o600);
  chmodSync(folder, 0o755);
  const answer = process.getuid?.() === 0 ? await asNobody(path) : await forbidden(path);
  expect(answer).toContain("engine-permission");
  expect(answer).toContain(path);
  expect(answer).toContain("`docker`");
  server.close();
});

async function forbidden(path: string): Promise<string> {
  chmodSync(path, 0o000);
  const { code, message } = await refusal([`unix://${path}`]);
  return `${code} ${message}`;
}

/** Root may use any socket, so another user asks: with a bundle, since that user need not see the sources. */
async function asNobody(path: string): Promise<string> {
  const script = join(folder, "ask.js");
  const source = join(import.meta.dirname, "../../server/src/run/databases/containerEngine.ts");
  await build({
    stdin: {
      contents: `import { findEngine } from ${JSON.stringify(source)};
        findEngine({}, [{ origin: "DOCKER_HOST", address: "unix://${path}" }]).catch((error) => console.log(error.code, error.message));`,
      resolveDir: import.meta.dirname,
    },
    outfile: script,
    bundle: true,
    platform: "node",
    external: ["cpu-features", "*.node"],
    logLevel: "silent",
  });
  chmodSync(script, 0o644);
  return execFileSync(process.execPath, [script], {
    uid: 65_534,
    gid: 65_534,
    cwd: folder,
    encoding: "utf8",
  });
}
