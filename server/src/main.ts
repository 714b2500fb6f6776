import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { traceOf } from "./lsp/answer.ts";
import { serve } from "./lsp/server.ts";

/* The language server's process. The way of talking is an argument: --stdio, --node-ipc, --socket=PORT, --pipe=NAME. */
const connection = createConnection(ProposedFeatures.all);
// One request that goes wrong unnoticed must not take the others down.
process.on("unhandledRejection", (reason) => connection.console.error(`Unexpected: ${traceOf(reason)}`));
serve(connection);
