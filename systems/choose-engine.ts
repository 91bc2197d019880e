import { CrossweaveError } from '../base/crossweave-error.js';
import type { EngineName } from '../verilator-harness/create-engine.js';
import { findTool } from '../verilator-harness/find-tools.js';

/** The engine of a run and, where it is not the one a user would expect, why. */
export interface EngineChoice {
  readonly engine: EngineName;
  readonly note?: string;
}

/** Takes the engine that was asked for, else Verilator where its tools are found, else the built-in one.
 *
 *  @throws {CrossweaveError} CW-C030 if RTL of the user's is to run on an engine that does not read SystemVerilog */
export async function chooseEngine(
  asked: EngineName | undefined,
  options: { readonly rtl: boolean },
): Promise<EngineChoice> {
  if (asked === 'builtin' && options.rtl) throw needsVerilator();
  if (asked !== undefined) return { engine: asked };
  const missing: string[] = [];
  for (const name of ['verilator', 'g++'] as const) {
    if (!(await findTool(name)).ok) missing.push(name);
  }
  // With RTL of the user's there is no other engine: Verilator's own message about its absence is the right one.
  if (missing.length === 0 || options.rtl) return { engine: 'verilator' };
  return {
    engine: 'builtin',
    note: `runs on the built-in engine for want of ${missing.join(', ')}; the analog part is not compared independently (see \`crossweave doctor\`)`,
  };
}

function needsVerilator(): CrossweaveError {
  return new CrossweaveError({
    code: 'CW-C030',
    severity: 'error',
    message: 'RTL from a folder does not run on the built-in engine',
    expected: 'engine verilator or icarus',
    actual: 'engine builtin',
    hint: 'leave out the engine, or the RTL folder',
  });
}
