import { describe, expect, it } from 'vitest';
import { type Config, isMachine, loadConfig } from '../../config/index.js';
import { runMachine } from '../../sim-models/puma/machine/index.js';
import { byIm2col, convolutionProgram, convolutions } from './support/convolution.js';
import { machines } from './support/machines.js';

const { config: large } = loadConfig({
  ...machines.core,
  name: 'large_core',
  instructions: 2000,
  memory: { words: 8192 },
});
if (!isMachine(large)) throw new Error((large as Config).name);

describe('a convolution by rotation', () => {
  it.each(convolutions)('is im2col: filter $filter, stride $stride, $groups groups', (shape) => {
    const program = convolutionProgram(large, shape, shape.filter);
    const run = runMachine(large, program.image);
    expect(run.end.reason).toBe('stopped');
    expect(run.cores[0]).toMatchObject({ state: 'halted', flags: 0 });
    expect(program.windows).toBeGreaterThan(5);
    const results = run.memory.values.subarray(
      program.results,
      program.results + program.windows * shape.outputs,
    );
    expect([...results]).toEqual(byIm2col(large, shape, program));
  });
});
