import { projectsRequest, type ProjectItem } from "../protocol.ts";
import { answer } from "./answer.ts";
import type { Context } from "./context.ts";
import { projectItem } from "./projectTree.ts";
import { rolloutItems } from "./rollouts.ts";
import type { MigrationStatuses } from "./migrationStatuses.ts";

/** `lockkeeper/projects`: what the sidebar shows. */
export function registerProjects(context: Context, statuses: MigrationStatuses): void {
  const { connection } = context;
  const none: readonly ProjectItem[] = [];
  const list = answer(connection, "Projects", none, async () => {
    const { projects } = await context.workspace;
    return Promise.all(
      projects.map(async (model) => projectItem(model, await statuses.of(model), rolloutItems(model))),
    );
  });
  connection.onRequest(projectsRequest, (token) => list(undefined, token));
}
