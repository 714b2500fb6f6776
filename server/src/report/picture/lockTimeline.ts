import type { SectionAnalysis } from "../../analysis/analysis.ts";
import { LineIndex } from "../../sql/offsets.ts";
import { asWritten, placeholderNames } from "../../sql/placeholderNames.ts";
import type { Reported } from "../reported.ts";
import { pictureOf } from "./model.ts";
import { seenOf, type Seen } from "./observed.ts";
import { svgOf, type Drawing } from "./svg.ts";

/** A run of a migration in one direction. */
type Watched = Seen & { readonly direction: "up" | "down" };

/**
 * The lock timeline of the first way up that was asked for, else of the first section, as SVG, with how it ran beneath
 * where one of these runs is its own; undefined without statements.
 */
export function lockTimelinePicture(
  reported: readonly Reported[],
  runs: readonly Watched[] = [],
): string | undefined {
  for (const project of reported)
    for (const { sections } of project.migrations) {
      const section = drawnOf(sections);
      if (section === undefined) continue;
      const title = `${project.display(section.path)}, ${section.direction}`;
      const watched = runs.find(
        ({ direction, statements }) =>
          direction === section.direction && statements.some(({ path }) => path === section.path),
      );
      return sectionPicture(section, project.text(section.path), { title, isClickable: false, watched });
    }
  return undefined;
}

/** The section that stands for a migration: its way up, where there is one. */
export function drawnOf(sections: readonly SectionAnalysis[]): SectionAnalysis | undefined {
  const filled = sections.filter(({ statements }) => statements.length > 0);
  return filled.find(({ direction }) => direction === "up") ?? filled[0];
}

/** A section as SVG; `text` is that of its file. */
export function sectionPicture(
  section: SectionAnalysis,
  text: string,
  { watched, ...drawing }: Omit<Drawing, "lines" | "seen"> & { readonly watched?: Seen | undefined },
): string | undefined {
  const drawn = pictureOf(section);
  if (drawn === undefined) return undefined;
  const names = placeholderNames(section.statements);
  const picture = { ...drawn, rows: drawn.rows.map((name) => asWritten(name, names)) };
  const index = new LineIndex(text);
  const lines = picture.columns.map(({ offset }) => index.position(offset).line + 1);
  const seen = watched === undefined ? undefined : seenOf(section, watched);
  return svgOf(picture, { ...drawing, lines, seen });
}
