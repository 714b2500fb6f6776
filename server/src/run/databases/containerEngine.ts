import Docker from "dockerode";
import { codeOf, DatabaseError, messageOf } from "./databaseError.ts";
import { engineEndpoints, localAddress } from "./engineEndpoints.ts";
import type { Endpoint } from "./engineEndpoints.ts";

/** Milliseconds that one place has to answer. */
const probeLimit = 2_000;

/** The first Docker or Podman on this machine that answers. Throws `engine-absent` or `engine-permission`. */
export async function findEngine(
  environment: NodeJS.ProcessEnv,
  endpoints: readonly Endpoint[] = engineEndpoints(environment),
): Promise<Docker> {
  const answers = await Promise.all(endpoints.map((endpoint) => probe(endpoint)));
  const first = answers.find((answer) => answer.engine !== undefined)?.engine;
  if (first !== undefined) return first;
  const refused = answers.find(({ error }) => isPermission(error));
  if (refused !== undefined) throw noPermission(refused.endpoint);
  throw absent(answers);
}

interface Answer {
  readonly endpoint: Endpoint;
  readonly engine?: Docker;
  readonly error?: unknown;
}

async function probe(endpoint: Endpoint): Promise<Answer> {
  const where = localAddress(endpoint.address);
  if (where === undefined)
    return { endpoint, error: new Error("it is on another machine or needs SSH or TLS") };
  // `host` also when undefined: dockerode would take one from DOCKER_HOST, and prefer it to our socket.
  const options = { host: undefined, protocol: "http" as const, ...where };
  try {
    const quick = new Docker({ ...options, timeout: probeLimit });
    await quick.ping();
    return { endpoint, engine: new Docker(options) };
  } catch (error) {
    return { endpoint, error };
  }
}

function isPermission(error: unknown): boolean {
  return codeOf(error) === "EACCES" || codeOf(error) === "EPERM";
}

function noPermission({ address }: Endpoint): DatabaseError {
  return new DatabaseError(
    "engine-permission",
    `A container engine is there, but this user may not use its socket (${address}). Add the user to the group that owns it, often \`docker\`, and log in again; or use rootless Podman or the embedded database.`,
  );
}

/** Names only the places that the user set; that none of the usual sockets is there needs no list. */
function absent(answers: readonly Answer[]): DatabaseError {
  const named = answers.filter(
    ({ endpoint, error }) => endpoint.origin !== "default" || codeOf(error) !== "ENOENT",
  );
  const tried = named.map(
    ({ endpoint, error }) => `${endpoint.origin} (${endpoint.address}): ${messageOf(error)}`,
  );
  return new DatabaseError(
    "engine-absent",
    [
      "No container engine answers on this machine.",
      ...tried.map((one) => `${one}.`),
      "Start Docker or Podman, or use the embedded database.",
    ].join(" "),
  );
}
