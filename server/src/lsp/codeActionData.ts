import * as z from "zod";

const recipeAction = z.object({
  uri: z.string(),
  recipe: z.string(),
  version: z.number(),
  /** Of the statement, UTF-16 in the document. */
  start: z.number(),
  /** The statement's text, by which it is found again after edits above it. */
  text: z.string(),
});

const fixAll = z.object({
  uri: z.string(),
  recipe: z.string(),
  version: z.number(),
  rule: z.string(),
});

const makeSafe = z.object({
  uri: z.string(),
  version: z.number(),
  makeSafe: z.literal(true),
});

const wayBack = z.object({
  uri: z.string(),
  version: z.number(),
  wayBack: z.literal(true),
});

/** What an action carries until its edit is asked for. */
export type RecipeActionData = z.infer<typeof recipeAction>;
export type FixAllData = z.infer<typeof fixAll>;
export type MakeSafeData = z.infer<typeof makeSafe>;
export type WayBackData = z.infer<typeof wayBack>;

export function readRecipeAction(data: unknown): RecipeActionData | undefined {
  return recipeAction.safeParse(data).data;
}

export function readFixAll(data: unknown): FixAllData | undefined {
  return fixAll.safeParse(data).data;
}

export function readMakeSafe(data: unknown): MakeSafeData | undefined {
  return makeSafe.safeParse(data).data;
}

export function readWayBack(data: unknown): WayBackData | undefined {
  return wayBack.safeParse(data).data;
}
