import type { Position } from "vscode-languageserver-protocol";
import type { SectionAnalysis } from "../../analysis/analysis.ts";
import { lockTimelineRequest, type LockTimeline } from "../../protocol.ts";
import { drawnOf, sectionPicture } from "../../report/picture/lockTimeline.ts";
import type { FileView } from "../fileView.ts";
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
  if (section === undefined) return null;
  const title = `${view.path}, ${section.direction}`;
  const svg = sectionPicture(section, view.document.getText(), { title, isClickable: true });
  return svg === undefined ? null : { svg };
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
