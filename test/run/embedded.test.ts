import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RunEngine } from "../../server/src/run/engine.ts";
import { databaseContract, never } from "./contract.ts";
import type { Subject } from "./contract.ts";

databaseContract("embedded", open);

async function open(): Promise<Subject> {
  const storagePath = mkdtempSync(join(tmpdir(), "lockkeeper-embedded-"));
  const data = join(storagePath, "embedded", "test", "data");
  const pristine = join(storagePath, "pristine");
  await create(storagePath);
  cpSync(data, pristine, { recursive: true });
  const engines: RunEngine[] = [];
  const stopAll = async (): Promise<void> => {
    await Promise.all(engines.splice(0).map((engine) => engine.dispose()));
  };
  return {
    resettable: true,
    async engine() {
      const engine = new RunEngine({ storagePath, key: "test", image: "", startTimeout: 600 });
      await engine.select({ kind: "embedded" });
      engines.push(engine);
      return engine;
    },
    die() {
      const lock: unknown = JSON.parse(
        readFileSync(join(storagePath, "embedded", "test", "server.json"), "utf8"),
      );
      if (typeof lock === "object" && lock !== null && "pid" in lock)
        process.kill(Number(lock.pid), "SIGKILL");
      return Promise.resolve();
    },
    async clear() {
      await stopAll();
      rmSync(data, { recursive: true, force: true });
      cpSync(pristine, data, { recursive: true });
    },
    async dispose() {
      await stopAll();
      rmSync(storagePath, { recursive: true, force: true });
    },
  };
}

/** Creating a database takes seconds, copying one does not. */
async function create(storagePath: string): Promise<void> {
  const engine = new RunEngine({ storagePath, key: "test", image: "", startTimeout: 600 });
  await engine.select({ kind: "embedded" });
  await engine.start(never, () => undefined);
  await engine.dispose();
}
