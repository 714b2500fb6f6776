import { freshDatabase } from "../support/servers.ts";
import { RunEngine } from "../../server/src/run/engine.ts";
import { databaseContract } from "./contract.ts";
import type { Subject } from "./contract.ts";

databaseContract("server", open);

async function open(): Promise<Subject> {
  let database = await freshDatabase(18);
  return {
    resettable: false,
    async engine() {
      const engine = new RunEngine({ storagePath: "", key: "test", image: "", startTimeout: 600 });
      await engine.select({ kind: "server", url: database.url });
      return engine;
    },
    async die() {
      const client = await database.connect();
      await client.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
      );
    },
    async clear() {
      await database.dispose();
      database = await freshDatabase(18);
    },
    dispose: () => database.dispose(),
  };
}
