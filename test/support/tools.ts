import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Programs outside Node that some tests need. */
export type ToolName = 'verilator' | 'iverilog' | 'yosys' | 'yosys-smtbmc' | 'z3' | 'g++';

const reported = new Set<ToolName>();

/** Whether a tool is on the path.
 *
 *  Where it is not, and this machine lets us install it with apt, the answer is an error and no skip:
 *  `npm test` would have installed the tool, so a test left out for want of it counts as failed.
 *  Elsewhere the reason for the skip is printed once. `CROSSWEAVE_NO_APT=1` says that apt must not be used.
 *  @throws {Error} where apt could have installed the tool */
export function hasTool(name: ToolName): boolean {
  if (findProgram(name) !== undefined) return true;
  if (aptIsOurs()) {
    throw new Error(`${name} is missing although apt could install it here: run \`npm test\`, which does so`);
  }
  if (!reported.has(name)) {
    reported.add(name);
    console.warn(`skipped: ${name} is not installed, and apt is not ours to use here`);
  }
  return false;
}

function aptIsOurs(): boolean {
  return (
    process.env.CROSSWEAVE_NO_APT !== '1' && process.getuid?.() === 0 && findProgram('apt-get') !== undefined
  );
}

function findProgram(name: string): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
