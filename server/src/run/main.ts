import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from "vscode-jsonrpc/node";
import type { CancellationToken, MessageConnection } from "vscode-jsonrpc/node";
import type { Reply } from "../protocol.ts";
import { RunEngine } from "./engine.ts";
import { failureOf, plainFailure, RunError } from "./runError.ts";
import * as protocol from "./runnerProtocol.ts";

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
  const tellStart = (message: string): void =>
    void connection.sendNotification(protocol.startProgress, message);
  connection.onRequest(protocol.state, () => reply(() => current().state()));
  connection.onRequest(protocol.select, (choice) => reply(() => current().select(choice)));
  connection.onRequest(protocol.start, (_, token) =>
    reply(() => current().start(signalOf(token), tellStart)),
  );
  connection.onRequest(protocol.stop, () => reply(() => current().stop()));
  connection.onRequest(protocol.reset, () => reply(() => current().reset()));
  connection.onRequest(protocol.status, (project, token) =>
    reply(() => current().status(project, signalOf(token))),
  );
  connection.onRequest(protocol.run, ({ project, params }, token) =>
    reply(() =>
      current().run(
        project,
        params,
        signalOf(token),
        (progress) => void connection.sendNotification(protocol.runProgress, progress),
      ),
    ),
  );
  connection.onRequest(protocol.dryRun, ({ project, params }, token) =>
    reply(() => current().dryRun(project, params, signalOf(token))),
  );
  connection.onRequest(protocol.repair, ({ project, action, version }, token) =>
    reply(() => current().repair(project, action, version, signalOf(token))),
  );
  connection.onRequest(protocol.drift, (project, token) =>
    reply(() => current().drift(project, signalOf(token))),
  );
  connection.onRequest(protocol.query, ({ sql, limit }, token) =>
    reply(() => current().query(sql, limit, signalOf(token))),
  );
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

function tokenSignal(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}

serve(createMessageConnection(new IPCMessageReader(process), new IPCMessageWriter(process)));
