import type { CancellationToken } from "vscode-jsonrpc";

/** Aborted when a request is cancelled. */
export function tokenSignal(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}
