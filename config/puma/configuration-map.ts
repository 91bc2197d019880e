/** The address map of the configuration and debug port, docs/puma-isa.md: what the hardware decodes and what loaders and
 *  readers ask for. */

/** `unit` of the tile; cores have their numbers. */
export const tileUnit = 255;

/** Spaces of a unit; `words` are the registers of a core and the data memory of the tile. */
export const spaces = { control: 0, instructions: 1, words: 2, xbarIn: 3, cells: 4, flipFlags: 5 } as const;

/** Addresses of the control space. */
export const controls = { command: 0, pc: 1, flags: 2, random: 3, wanted: 4, counters: 16 } as const;

/** What is written to the command address. */
export const commands = { halt: 0, run: 1, step: 2 } as const;
