import { findTools, type ToolName } from '../verilator-harness/find-tools.js';
import { cacheFolder } from '../verilator-harness/verilator/build-cache.js';
import type { ToolFinding } from './context.js';

const uses: Readonly<Record<ToolName, { purpose: string; needed: boolean; apt: string }>> = {
  verilator: { purpose: 'simulates the RTL and the analog macros', needed: true, apt: 'verilator' },
  'g++': { purpose: 'compiles what Verilator makes', needed: true, apt: 'g++' },
  make: { purpose: 'runs the generated test-bench without Node', needed: false, apt: 'make' },
  iverilog: { purpose: 'simulates with unknown values: engine icarus', needed: false, apt: 'iverilog' },
  yosys: { purpose: 'synthesises the generated RTL', needed: false, apt: 'yosys' },
};

/** Looks for every program that Crossweave can use. */
export async function survey(): Promise<{ tools: ToolFinding[]; cache: string }> {
  const tools = (await findTools()).map(({ name, ok, version, path, minimum }): ToolFinding => {
    const { purpose, needed, apt } = uses[name];
    return {
      name,
      ok,
      ...(version === undefined ? {} : { version }),
      ...(path === undefined ? {} : { path }),
      minimum,
      purpose,
      needed,
      install: `apt-get install ${apt}`,
    };
  });
  return { tools, cache: cacheFolder() };
}
