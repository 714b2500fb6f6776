/* What is to be deployed where the application writes both sides by itself, with the adapter. */

export const writesBoth = "the application with its adapter at the stage both, everywhere";

export const switchOver =
  "the adapter's stage reading-new, once its diverged() finds nothing, and then new, each everywhere";
