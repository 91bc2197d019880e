import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../config/index.js';
import type { MixedSignalArrayConfig } from '../../../config/mixed-signal-array.js';
import { createWorkload } from '../../../systems/workloads/index.js';
import { BuiltinEngine } from '../../../verilator-harness/builtin/builtin-engine.js';
import { VerilatorEngine } from '../../../verilator-harness/verilator/verilator-engine.js';
import { prepareBench } from '../../support/run-cosim.js';
import { hasTool } from '../../support/tools.js';

const presets = ['xnor-array', 'multibit-array', 'sram-array', 'ramp-array'];
const engines = [
  { engine: new BuiltinEngine(), skip: false },
  { engine: new VerilatorEngine(), skip: !(hasTool('verilator') && hasTool('g++')) },
];

describe.each(engines)('the presets on $engine.name', ({ engine, skip }) => {
  it.skipIf(skip).each(presets)('%s matches its golden model, event by event', async (name) => {
    const config = loadConfig(name).config as MixedSignalArrayConfig;
    const bench = await prepareBench(config);
    const phase = createWorkload('random', config, { vectors: 20, seed: 1 }).phase(0, [])!;
    const { golden, diff, result } = await bench.compare(engine, phase);
    expect(result.end).toEqual({ reason: 'finished' });
    expect(result.warnings).toEqual([]);
    expect(diff.first).toBeUndefined();
    expect(diff.divergences.total).toBe(0);
    expect(diff.compared.byKind.out).toBe(20 * config.columns);
    // Step and width of the converters suit random data: codes take many values.
    const codes = golden.trace.streams.find(({ kind }) => kind === 'code')!.values;
    expect(new Set(codes).size).toBeGreaterThan(2 ** (config.adcBits - 2));
  });
});
