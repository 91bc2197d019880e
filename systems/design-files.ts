import type { DesignFile } from '../base/design-file.js';
import type { Config } from '../config/systems.js';
import { renderTestbench } from '../generators/common/testbench.js';
import { type Design, regenerateCommand } from './design.js';
import type { System } from './system.js';
import { createWorkload } from './workloads/index.js';

/** Vectors of the stand-alone test-bench: the corner inputs and some random ones. */
const testbenchVectors = 8;

/** Everything that `generate` writes: resolved configuration, RTL, macros with their stubs, test-bench with vectors,
 *  file list. The same configuration gives the same bytes. */
export function designFiles<C extends Config>(
  system: System<C>,
  config: C,
  design: Design,
): readonly DesignFile[] {
  const { unit, rtl, macros } = design;
  const phase = createWorkload('random', config, { vectors: testbenchVectors }).phase(0, []);
  if (phase === undefined) throw new Error('the random workload has no phase');
  const testbench = renderTestbench({
    config,
    header: { command: regenerateCommand },
    topName: unit.top.name,
    sources: [macros.model, ...rtl].map((file) => file.path),
    dpi: macros.dpi.map((file) => file.path),
    inputs: phase.inputs,
    cyclesPerRun: unit.cyclesPerVector,
    ...system.testbenchData(config, phase),
  });
  return [
    { path: 'config.json', text: `${JSON.stringify(config, null, 2)}\n` },
    ...rtl,
    macros.model,
    macros.stub,
    ...macros.dpi,
    ...testbench,
  ];
}
