import { createServer } from "node:net";
import type Docker from "dockerode";
import { afterAll, describe, expect, test } from "vitest";
import { ContainerDatabase } from "../../server/src/run/databases/container.ts";
import type { ContainerOptions } from "../../server/src/run/databases/container.ts";
import { findEngine } from "../../server/src/run/databases/containerEngine.ts";
import { DatabaseError } from "../../server/src/run/databases/databaseError.ts";
import { RunEngine } from "../../server/src/run/engine.ts";
import { testEngine } from "../support/engine/engine.ts";
import type { TestEngine } from "../support/engine/engine.ts";
import { databaseContract, never } from "./contract.ts";

const found = await testEngine();
const key = `test${process.pid}`;

if ("skipped" in found) {
  console.warn(`SKIPPED: container tests. ${found.skipped}`);
  test.skip(`container tests: ${found.skipped}`);
} else {
  if (found.dockerHost !== undefined) process.env["DOCKER_HOST"] = found.dockerHost;
  afterAll(async () => {
    await removeAll(await findEngine(process.env));
    await found.stop();
  });
  databaseContract("container", () => Promise.resolve(subject(found)));
  describe("containers that cannot serve", () => badContainers(found));
}

function subject({ image }: TestEngine) {
  return {
    resettable: true,
    async engine() {
      const engine = new RunEngine({ storagePath: "", key, image, startTimeout: 600 });
      await engine.select({ kind: "container" });
      return engine;
    },
    async die() {
      const docker = await findEngine(process.env);
      for (const { Id } of await ours(docker)) await docker.getContainer(Id).kill();
    },
    async clear() {
      await removeAll(await findEngine(process.env));
    },
    dispose: () => Promise.resolve(),
  };
}

function badContainers({ image, silent, broken }: TestEngine): void {
  const options = { key: `${key}bad`, image, startLimit: 600_000 };
  const start = (changes: Partial<ContainerOptions>) =>
    new ContainerDatabase({ ...options, ...changes }).start(never, () => undefined).then(started, failure);

  test("a container of ours is published on 127.0.0.1 only, labelled, and its password is told nowhere", async () => {
    const messages: string[] = [];
    const database = new ContainerDatabase(options);
    const facts = await database.start(never, (message) => messages.push(message));
    const docker = await findEngine(process.env);
    const [container] = await docker.listContainers({
      filters: { label: [`dev.lockkeeper.key=${options.key}`] },
    });
    expect(container?.Ports.filter(({ PublicPort }) => PublicPort > 0).map(({ IP }) => IP)).toEqual([
      "127.0.0.1",
    ]);
    expect(container?.Labels["dev.lockkeeper"]).toBe("1");
    expect(String(facts.config.password).length).toBeGreaterThan(20);
    expect(JSON.stringify([messages, facts.address])).not.toContain(String(facts.config.password));
    await database.reset();
    expect(
      await docker.listContainers({ all: true, filters: { label: [`dev.lockkeeper.key=${options.key}`] } }),
    ).toEqual([]);
  });

  test("a container that runs is found again by the next process, and one that does not is left as it is", async () => {
    const settings = { storagePath: "", key: options.key, image, startTimeout: 600 };
    const [before, after] = [new RunEngine(settings), new RunEngine(settings)];
    await after.select({ kind: "container" });
    expect((await after.attach(never, () => undefined)).status).toBe("stopped");
    await before.select({ kind: "container" });
    const { description } = await before.start(never, () => undefined);
    await before.dispose();
    expect(await after.attach(never, () => undefined)).toMatchObject({ status: "ready", description });
    await after.stop();
    expect((await after.attach(never, () => undefined)).status).toBe("stopped");
    await after.reset();
  });

  test("one that runs for others goes on when a later start is cancelled", async () => {
    const [others, ours] = [new ContainerDatabase(options), new ContainerDatabase(options)];
    await others.start(never, () => undefined);
    const error = await ours.start(AbortSignal.abort(), () => undefined).then(started, failure);
    expect(error.code).toBe("cancelled");
    expect(await others.attach(never, () => undefined)).toBeDefined();
    await others.reset();
  });

  test("containers of others are never touched", async () => {
    const docker = await findEngine(process.env);
    const other = await docker.createContainer({
      Image: image,
      Labels: { "dev.lockkeeper.test": key },
      Env: ["POSTGRES_PASSWORD=x"],
    });
    await other.start();
    const database = new ContainerDatabase(options);
    await database.start(never, () => undefined);
    await database.stop();
    await database.reset();
    expect((await other.inspect()).State.Running).toBe(true);
    await other.remove({ force: true, v: true });
  });

  test("an image that is nowhere to be had", async () => {
    const error = await start({ image: "lockkeeper-test/absent:1" });
    expect(["image-missing", "image-pull-failed"]).toContain(error.code);
    expect(error.message).toContain("lockkeeper-test/absent:1");
    expect(error.message).toMatch(/Check the network|Correct the image/);
  });

  test("a port that is taken", async () => {
    const blocker = createServer();
    const port = await new Promise<number>((resolve) => {
      blocker.listen(0, "127.0.0.1", () => {
        const address = blocker.address();
        resolve(typeof address === "object" && address !== null ? address.port : 0);
      });
    });
    const error = await start({ port });
    blocker.close();
    expect(error.code).toBe("port-taken");
    expect(error.message).toContain(String(port));
    expect(await ours(await findEngine(process.env))).toEqual([]);
  });

  test.skipIf(silent === undefined)(
    "one that never becomes ready is given up, with its last words, and removed",
    async () => {
      const error = await start({ image: silent ?? "", startLimit: 3_000 });
      expect(error.code).toBe("never-ready");
      expect(error.message).toMatch(/within 3 s.*I shall never listen/);
      expect(await ours(await findEngine(process.env))).toEqual([]);
    },
  );

  test.skipIf(broken === undefined)("one that ends by itself says why", async () => {
    const error = await start({ image: broken ?? "" });
    expect(error.code).toBe("container-failed");
    expect(error.message).toContain("PANIC: no space left on device");
  });

  test("starting can be cancelled, and nothing is left", async () => {
    const controller = new AbortController();
    const database = new ContainerDatabase({ ...options, image: silent ?? image });
    const error = await database.start(controller.signal, () => controller.abort()).then(started, failure);
    expect(error.code).toBe("cancelled");
    expect(database.status).toBe("stopped");
    expect(await ours(await findEngine(process.env))).toEqual([]);
  });
}

function started(): never {
  throw new Error("It should not have started.");
}

function failure(error: unknown): DatabaseError {
  if (error instanceof DatabaseError) return error;
  throw error;
}

async function ours(docker: Docker): Promise<readonly Docker.ContainerInfo[]> {
  const all = await docker.listContainers({ all: true, filters: { label: ["dev.lockkeeper=1"] } });
  return all.filter(({ Labels }) => Labels["dev.lockkeeper.key"]?.startsWith(key) === true);
}

async function removeAll(docker: Docker): Promise<void> {
  for (const { Id } of await ours(docker)) await docker.getContainer(Id).remove({ force: true, v: true });
}
