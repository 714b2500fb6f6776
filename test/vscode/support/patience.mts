/**
 * Milliseconds to wait for what a window has to do. This is against what hangs, not against slowness: on a busy machine
 * a workbench takes a minute to come up and a menu ten seconds.
 */
export const patience = 300_000;
