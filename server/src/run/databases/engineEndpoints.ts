import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { homedir, platform, userInfo } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where a container engine may listen. */
export interface Endpoint {
  /** What named it, for messages: `DOCKER_HOST`, `docker context colima`, `default`. */
  readonly origin: string;
  /** `unix:///run/docker.sock`, `npipe:////./pipe/docker_engine` or `tcp://127.0.0.1:2375`. */
  readonly address: string;
}

/**
 * The places to look for Docker or Podman, in the order in which their own command lines would: the environment, the
 * docker context, then the sockets that the engines and the common desktop programs make.
 */
export function engineEndpoints(environment: NodeJS.ProcessEnv): readonly Endpoint[] {
  const named = [
    fromEnvironment(environment, "DOCKER_HOST"),
    fromContext(environment),
    fromEnvironment(environment, "CONTAINER_HOST"),
  ].filter((endpoint) => endpoint !== undefined);
  const usual = usualSockets(environment).map((address) => ({ origin: "default", address }));
  const all = [...named, ...usual];
  return all.filter(({ address }, index) => all.findIndex((other) => other.address === address) === index);
}

function fromEnvironment(environment: NodeJS.ProcessEnv, name: string): Endpoint | undefined {
  const address = environment[name];
  return address === undefined || address === "" ? undefined : { origin: name, address };
}

/** A context is a folder named by the SHA-256 of its name (docker CLI, `cli/context/store`). */
function fromContext(environment: NodeJS.ProcessEnv): Endpoint | undefined {
  const folder = environment["DOCKER_CONFIG"] ?? join(homedir(), ".docker");
  const current =
    environment["DOCKER_CONTEXT"] ?? stringAt(readJson(join(folder, "config.json")), "currentContext");
  if (current === undefined || current === "" || current === "default") return undefined;
  const id = createHash("sha256").update(current).digest("hex");
  const meta = readJson(join(folder, "contexts", "meta", id, "meta.json"));
  const address = stringAt(meta, "Endpoints", "docker", "Host");
  return address === undefined ? undefined : { origin: `docker context ${current}`, address };
}

function usualSockets(environment: NodeJS.ProcessEnv): readonly string[] {
  if (platform() === "win32") {
    return ["npipe:////./pipe/docker_engine", "npipe:////./pipe/podman-machine-default"];
  }
  const home = homedir();
  const runtime = environment["XDG_RUNTIME_DIR"] ?? `/run/user/${userInfo().uid}`;
  return [
    "/var/run/docker.sock",
    join(home, ".docker/run/docker.sock"),
    join(home, ".orbstack/run/docker.sock"),
    join(home, ".colima/default/docker.sock"),
    join(home, ".rd/docker.sock"),
    join(runtime, "docker.sock"),
    join(runtime, "podman/podman.sock"),
    "/run/podman/podman.sock",
    join(home, ".local/share/containers/podman/machine/podman.sock"),
  ].map((path) => `unix://${path}`);
}

/** The socket or pipe of an address, its host and port, or undefined where it leads to another machine. */
export function localAddress(
  address: string,
): { readonly socketPath: string } | { readonly host: string; readonly port: number } | undefined {
  if (address.startsWith("unix://")) return { socketPath: address.slice("unix://".length) };
  if (address.startsWith("npipe://")) return { socketPath: address.slice("npipe://".length) };
  if (address.startsWith("/")) return { socketPath: address };
  try {
    if (address.startsWith("file://")) return { socketPath: fileURLToPath(address) };
    const url = new URL(address.includes("//") ? address : `tcp://${address}`);
    if (!/^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname)) return undefined;
    if (url.protocol !== "tcp:" && url.protocol !== "http:") return undefined;
    return { host: url.hostname.replace(/^\[|\]$/g, ""), port: Number(url.port || 2375) };
  } catch {
    return undefined;
  }
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

function stringAt(value: unknown, ...path: readonly string[]): string | undefined {
  let at = value;
  for (const key of path) {
    if (typeof at !== "object" || at === null) return undefined;
    at = Object.entries(at).find(([name]) => name === key)?.[1];
  }
  return typeof at === "string" ? at : undefined;
}
