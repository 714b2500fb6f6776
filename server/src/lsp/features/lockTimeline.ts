import { fileURLToPath } from "node:url";
import type { Position } from "vscode-languageserver-protocol";
import type { SectionAnalysis } from "../../analysis/analysis.ts";
import { lockTimelineRequest, type LockTimeline } from "../../protocol.ts";
import { drawnOf, sectionPicture } from "../../report/picture/lockTimeline.ts";
import { keptObserved } from "../../run/observe/kept.ts";
import type { FileView, ViewedSection } from "../fileView.ts";
import { defineFeature, reader } from "./feature.ts";

/** `lockkeeper/lockTimeline`: what a migration locks, statement by statement, as a picture. */
export const lockTimelineFeature = defineFeature({
  capabilities: () => ({}),
  register: (context) => {
    context.connection.onRequest(
      lockTimelineRequest,
      reader<Params, LockTimeline | null>(context, "Lock timeline", null, (view, { position }) =>
        lockTimeline(view, position),
      ),
    );
  },
});

interface Params {
  readonly textDocument: { readonly uri: string };
  readonly position?: Position;
}

function lockTimeline(view: FileView, position: Position | undefined): LockTimeline | null {
  const section = sectionAt(view, position);
  const viewed = view.sections.find((each) => each.section === section);
  if (section === undefined || viewed === undefined) return null;
  const title = `${view.path}, ${section.direction}`;
  const watched = watchedOf(view, viewed);
  const svg = sectionPicture(section, view.document.getText(), { title, isClickable: true, watched });
  return svg === undefined ? null : { svg };
}

/** What the last watched run of it has seen, by the command line or by the editor. */
function watchedOf({ project }: FileView, { migration, section }: ViewedSection) {
  if (!project.uri.startsWith("file:")) return undefined;
  return keptObserved(fileURLToPath(project.uri), migration.migration.version, section.direction);
}

function sectionAt(
  { sections, document }: FileView,
  position: Position | undefined,
): SectionAnalysis | undefined {
  const all = sections.map(({ section }) => section);
  if (position === undefined) return drawnOf(all);
  const offset = document.offsetAt(position);
  return drawnOf(all.filter(({ span }) => span.start <= offset && offset <= span.end)) ?? drawnOf(all);
}
