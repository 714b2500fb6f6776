import { projectsRequest, type ProjectItem } from "../protocol.ts";
import { answer } from "./answer.ts";
import type { FeatureContext } from "./features/feature.ts";
import { hiddenOf } from "./history/hidden.ts";
import { projectItem } from "./projectTree.ts";
import { rolloutItems } from "./rollouts.ts";

/** `lockkeeper/projects`: what the sidebar shows. */
export function registerProjects(context: FeatureContext): void {
  const { connection, statuses, history } = context;
  const none: readonly ProjectItem[] = [];
  const list = answer(connection, "Projects", none, async () => {
    const { projects } = await context.workspace;
    const diagnostics = await context.diagnostics;
    return Promise.all(
      projects.map(async (model) => {
        const states = await statuses.of(model);
        history.refresh(model.setup);
        await history.ready(model.setup);
        const rollouts = rolloutItems(model, states);
        return projectItem(model, states, rollouts, hiddenOf(model, diagnostics, history), context.failures);
      }),
    );
  });
  connection.onRequest(projectsRequest, (token) => list(undefined, token));
}
