import type { DesignFile } from '../../base/design-file.js';
import type { ArrayConfig } from '../../config/systems.js';
import { renderTestbench, type TestbenchInput } from '../../generators/common/testbench.js';
import type { TestbenchShape } from '../../generators/common/testbench-shape.js';
import type { ArrayUnit, MatrixPhase, PrintedUnit } from '../system.js';
import { createWorkload } from '../workloads/index.js';

/** Vectors of the stand-alone test-bench: the corner inputs and some random ones. */
const testbenchVectors = 8;

/** The stand-alone test-bench of an array.
 *  @param shape what its pins look like
 *  @param expected what it programs for a phase, the outputs that it expects, and the inputs where the registers take
 *  them in another form */
export function arrayTestbench(
  config: ArrayConfig,
  shape: TestbenchShape,
  { unit, command, sources, dpi }: PrintedUnit<ArrayUnit>,
  expected: (phase: MatrixPhase) => Pick<TestbenchInput, 'slices' | 'layerWords' | 'outputs' | 'beside'> & {
    readonly inputs?: Int32Array;
  },
): DesignFile[] {
  const phase = createWorkload('random', config, { vectors: testbenchVectors }).phase(0, []);
  if (phase === undefined) throw new Error('the random workload has no phase');
  return renderTestbench({
    name: config.name,
    shape,
    header: { command },
    topName: unit.top.name,
    sources,
    dpi,
    inputs: phase.inputs,
    cyclesPerRun: unit.cyclesPerVector,
    ...expected(phase),
  });
}
