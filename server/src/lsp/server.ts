import type { Connection, InitializeParams, InitializeResult } from "vscode-languageserver";
import { capabilities } from "./capabilities.ts";
import { clientFacts } from "./clientFacts.ts";
import { Session } from "./session.ts";

/** Serves the protocol on a connection until the client ends it. */
export function serve(connection: Connection): void {
  let session: Session | undefined;
  connection.onInitialize((params: InitializeParams): InitializeResult => {
    const client = clientFacts(params);
    session = new Session(connection, client);
    return {
      capabilities: capabilities(client),
      serverInfo: { name: "Lockkeeper", version: "0.1.0" },
    };
  });
  connection.onInitialized(() => session?.begin());
  connection.onShutdown(() => session?.end());
  connection.listen();
}
