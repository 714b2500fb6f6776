import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from "vscode-jsonrpc/node";
import type { CancellationToken, MessageConnection } from "vscode-jsonrpc/node";
import type { Reply, RunProgress } from "../protocol.ts";
import { RunEngine } from "./engine.ts";
import { operations, type Operation } from "./operations.ts";
import { failureOf, plainFailure, RunError } from "./runError.ts";
import * as protocol from "./runnerProtocol.ts";
import { tokenSignal } from "./tokenSignal.ts";

/*
 * The runner process: all work on databases, away from the language server, which must answer within a frame. Forked
 * by `client.ts`; ends with its parent. Wiring only.
 */

function serve(connection: MessageConnection): void {
  let engine: RunEngine | undefined;
  const ending = new AbortController();
  const working = new Set<Promise<unknown>>();
  const signalOf = (token: CancellationToken): AbortSignal =>
    AbortSignal.any([ending.signal, tokenSignal(token)]);
  /** Failures are answers: they must keep their code and place on the way to the editor. */
  const reply = <T>(action: () => Promise<T>): Promise<Reply<T>> => {
    const work = answer(action).finally(() => working.delete(work));
    working.add(work);
    return work;
  };
  const current = (): RunEngine => {
    if (engine === undefined)
      throw new RunError(plainFailure("not-started", "The runner was not initialized."));
    return engine;
  };
  connection.onRequest(protocol.initialize, async (settings) => {
    await engine?.dispose();
    engine = new RunEngine({
      ...settings,
      onState: (state) => void connection.sendNotification(protocol.stateChanged, state),
    });
    return null;
  });
  const notices = {
    onRunProgress: (progress: RunProgress) =>
      void connection.sendNotification(protocol.runProgress, progress),
    onVerified: (verdict: protocol.Verdict) => void connection.sendNotification(protocol.verified, verdict),
    onStartProgress: (message: string) => void connection.sendNotification(protocol.startProgress, message),
  };
  for (const [name, operation] of Object.entries<Operation>(operations)) {
    connection.onRequest(protocol.requestOf<never, unknown>(name), (params, token) =>
      reply(() => operation(current(), params, { signal: signalOf(token), ...notices })),
    );
  }
  // A statement whose runner is gone must not go on: what is under way is cancelled first.
  const end = async (): Promise<void> => {
    ending.abort();
    await Promise.allSettled(working);
    await engine?.dispose();
    process.exit(0);
  };
  for (const event of ["disconnect", "SIGTERM", "SIGHUP", "SIGINT"]) process.once(event, () => void end());
  connection.listen();
}

async function answer<T>(action: () => Promise<T>): Promise<Reply<T>> {
  try {
    return { ok: true, value: await action() };
  } catch (error) {
    return { ok: false, error: failureOf(error) };
  }
}

serve(createMessageConnection(new IPCMessageReader(process), new IPCMessageWriter(process)));
