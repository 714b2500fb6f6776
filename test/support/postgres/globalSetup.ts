import { createServer, request } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { brokerVariable, startGuardian } from "./guardianProcess.ts";
import type { Guardian } from "./guardianProcess.ts";

/**
 * Once per vitest run: an address that all workers ask for servers. The guardian behind it starts with the first
 * question, so that a run of pure tests starts no process at all.
 */
export async function setup(): Promise<() => Promise<void>> {
  let guardian: Promise<Guardian> | undefined;
  const broker = createServer((incoming, response) => {
    guardian ??= startGuardian();
    guardian.then(
      ({ address }) => forward(`${address}${incoming.url ?? "/"}`, response),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => broker.listen(0, "127.0.0.1", resolve));
  const bound = broker.address();
  if (bound === null || typeof bound === "string")
    throw new Error("The broker of the test servers has no port.");
  process.env[brokerVariable] = `http://127.0.0.1:${bound.port}`;
  return async () => {
    broker.closeAllConnections();
    broker.close();
    await (await guardian)?.stop();
  };
}

function forward(address: string, response: ServerResponse): void {
  const outgoing = request(address, (answer: IncomingMessage) => {
    response.writeHead(answer.statusCode ?? 500);
    answer.pipe(response);
  });
  outgoing.once("error", (error) => response.writeHead(500).end(error.message));
  outgoing.end();
}
