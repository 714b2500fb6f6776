import { join } from "node:path";
import type { DatabaseChoice } from "../../protocol.ts";
import type { RunnerSettings } from "../runnerProtocol.ts";
import { ContainerDatabase } from "./container.ts";
import type { Database } from "./database.ts";
import { EmbeddedDatabase } from "./embedded.ts";
import { ServerDatabase } from "./serverUrl.ts";

/** The database that was chosen; nothing is started or connected yet. */
export function makeDatabase(
  { kind, url, password, allowHost }: DatabaseChoice,
  { storagePath, key, image, startTimeout }: RunnerSettings,
): Database {
  switch (kind) {
    case "embedded":
      return new EmbeddedDatabase({ directory: join(storagePath, "embedded", key) });
    case "container":
      return new ContainerDatabase({ key, image, startLimit: startTimeout * 1_000 });
    case "server":
      return new ServerDatabase({
        url: url ?? "",
        ...(password === undefined ? {} : { password }),
        ...(allowHost === undefined ? {} : { allowHost }),
      });
    default:
      return kind satisfies never;
  }
}
