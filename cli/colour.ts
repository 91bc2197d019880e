import type { CliContext } from './context.js';

/** Whether standard error may be coloured: a terminal, and no NO_COLOR. */
export function colourWanted(context: CliContext): boolean {
  const { NO_COLOR: noColour, TERM: terminal } = context.env;
  return context.stderr.isTTY === true && (noColour === undefined || noColour === '') && terminal !== 'dumb';
}
