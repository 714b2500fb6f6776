/** How a row of steps ended: it went on to the next, the body was left, or EXIT or CONTINUE was reached. */
export type Flow =
  | { readonly kind: "next" }
  | { readonly kind: "left" }
  | { readonly kind: "exit"; readonly label: string | undefined; readonly isContinue: boolean };

export const next: Flow = { kind: "next" };
export const left: Flow = { kind: "left" };
