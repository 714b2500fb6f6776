import { setImmediate } from "node:timers/promises";
import { LSPErrorCodes, ResponseError, type CancellationToken, type Connection } from "vscode-languageserver";

/** Milliseconds of work after which a long answer lets other messages in. */
const slice = 8;

/**
 * Makes a request handler that never breaks the connection: a cancelled request is answered as cancelled, a defect of
 * ours is logged and answered with `fallback`.
 */
export function answer<P, R>(
  connection: Connection,
  name: string,
  fallback: R,
  handler: (params: P, token: CancellationToken) => Promise<R>,
): (params: P, token: CancellationToken) => Promise<R> {
  return async (params, token) => {
    throwIfCancelled(token);
    try {
      const result = await handler(params, token);
      throwIfCancelled(token);
      return result;
    } catch (error) {
      if (error instanceof ResponseError) throw error;
      connection.console.error(`${name} failed: ${traceOf(error)}`);
      return fallback;
    }
  };
}

/** For the log only; users never see a stack trace. */
export function traceOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function throwIfCancelled(token: CancellationToken): void {
  if (!token.isCancellationRequested) return;
  throw new ResponseError(LSPErrorCodes.RequestCancelled, "The request was cancelled.");
}

/** Lets other messages in now and then, and ends the work when its request is cancelled meanwhile. */
export function breather(token: CancellationToken): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < slice) return;
    await setImmediate();
    since = performance.now();
    throwIfCancelled(token);
  };
}
