import type { App } from "../app.ts";
import { mayExecute } from "../trust.ts";
import { readAddress } from "./address.ts";

/**
 * After a start of the server: selects what was chosen before, and finds it where it runs already. Never asks, so that
 * a host which is not this machine is not reached until the user has named it in this session.
 */
export async function restoreChoice(app: App): Promise<void> {
  const choice = mayExecute() ? app.remembered.get() : undefined;
  if (choice === undefined) return app.database.refresh();
  const address = choice.url === undefined ? undefined : readAddress(choice.url);
  const password = address === undefined ? undefined : await app.passwords.get(address.login);
  const reply = await app.database.select(password === undefined ? choice : { ...choice, password });
  if (reply.ok) return app.database.attach();
  app.output.warn(`The database chosen before could not be selected: ${reply.error.message}`);
  await app.database.refresh();
}
