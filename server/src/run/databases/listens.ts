import { createConnection } from "node:net";

/** Whether something takes connections at that port of 127.0.0.1. */
export function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: "127.0.0.1", port });
    socket.setTimeout(2_000);
    const finish = (alive: boolean): void => {
      socket.destroy();
      resolve(alive);
    };
    socket.once("connect", () => finish(true));
    // A busy embedded server does not answer, but the system still takes the connection for it.
    socket.once("timeout", () => finish(true));
    socket.once("error", () => finish(false));
  });
}
