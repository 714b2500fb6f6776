import { findEngine } from "../../../server/src/run/databases/containerEngine.ts";
import { testEngine } from "../../support/engine/engine.ts";

/** What a window needs to run its container tests, or why it must skip them. */
export interface ContainerSetup {
  readonly environment: Readonly<Record<string, string>>;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Removes what the tests started, and the engine where it was brought along. */
  cleanUp(): Promise<void>;
}

/** Finds the machine's engine, or brings one where it is required; else the tests are told to skip. */
export async function prepareContainers(): Promise<ContainerSetup> {
  const engine = await testEngine();
  if ("skipped" in engine) {
    const environment = { LOCKKEEPER_SKIP: engine.skipped };
    return { environment, settings: {}, cleanUp: () => Promise.resolve() };
  }
  const variables = engine.dockerHost === undefined ? {} : { DOCKER_HOST: engine.dockerHost };
  const before = new Set((await ours(variables)).map(({ Id }) => Id));
  return {
    environment: variables,
    settings: { "lockkeeper.database.image": engine.image },
    async cleanUp() {
      const docker = await findEngine({ ...process.env, ...variables });
      const started = (await ours(variables)).filter(({ Id }) => !before.has(Id));
      for (const { Id } of started) await docker.getContainer(Id).remove({ force: true, v: true });
      await engine.stop();
    },
  };
}

async function ours(variables: Readonly<Record<string, string>>) {
  const docker = await findEngine({ ...process.env, ...variables });
  return docker.listContainers({ all: true, filters: { label: ["dev.lockkeeper=1"] } });
}
