import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { serve } from "./lsp/server.ts";

/* The language server's process. The way of talking is an argument: --stdio, --node-ipc, --socket=PORT, --pipe=NAME. */
serve(createConnection(ProposedFeatures.all));
