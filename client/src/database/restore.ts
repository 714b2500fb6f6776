import type { App } from "../app.ts";
import { mayExecute } from "../trust.ts";
import { isLocal, readAddress } from "./address.ts";

/**
 * After a start of the server: selects what was chosen before. Never asks, so a host that is not this machine stays
 * unselected until the user runs something.
 */
export async function restoreChoice(app: App): Promise<void> {
  const choice = mayExecute() ? app.remembered.get() : undefined;
  if (choice === undefined) return app.database.refresh();
  const address = choice.url === undefined ? undefined : readAddress(choice.url);
  if (choice.kind === "server" && !(address?.hosts.every(isLocal) ?? false)) return app.database.refresh();
  const password = address === undefined ? undefined : await app.passwords.get(address.login);
  const reply = await app.database.select(password === undefined ? choice : { ...choice, password });
  if (reply.ok) return;
  app.output.warn(`The database chosen before could not be selected: ${reply.error.message}`);
  await app.database.refresh();
}
