import * as vscode from "vscode";
import type { App } from "../app.ts";
import { startDatabase } from "./ensure.ts";

/** After the setting was changed: the container that runs has the image before it, until it is started anew. */
export async function offerImage(app: App): Promise<void> {
  const { state } = app.database;
  if (state?.kind !== "container" || state.status !== "ready") return;
  const exchange = vscode.l10n.t("Start the New Image");
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      "The running container keeps the image it was made of. The new image gets a container of its own, with an empty database.",
    ),
    exchange,
  );
  if (answer !== exchange) return;
  const reply = await app.database.stop();
  if (reply.ok) await startDatabase(app);
}
