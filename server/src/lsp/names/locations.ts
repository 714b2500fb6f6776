import type { Location, Position } from "vscode-languageserver-protocol";
import { rangeOf, type FileView } from "../fileView.ts";
import type { Workspace } from "../workspace.ts";
import type { Mention } from "./mentions.ts";
import { placeAt } from "./place.ts";
import { objectAt } from "./schemaObject.ts";

/** What the name at a position stands for. */
export function namedAt({ sections, document }: FileView, position: Position): ReturnType<typeof objectAt> {
  const all = sections.map(({ section }) => section);
  const place = placeAt(all, document.getText(), document.offsetAt(position));
  return place === undefined ? undefined : objectAt(place);
}

/** Mentions as places in documents, of the file itself and of others of its project. */
export function locationsOf(workspace: Workspace, view: FileView, mentions: readonly Mention[]): Location[] {
  const views = new Map<string, FileView | undefined>([[view.path, view]]);
  return mentions.flatMap(({ path, span }) => {
    if (!views.has(path)) views.set(path, workspace.sibling(view, path));
    const own = views.get(path);
    return own === undefined ? [] : [{ uri: own.uri, range: rangeOf(own.document, span) }];
  });
}
