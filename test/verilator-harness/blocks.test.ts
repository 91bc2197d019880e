import { describe, expect, it } from 'vitest';
import type { SimDesign, SimJob } from '../../verilator-harness/engine.js';
import { StimulusBuilder } from '../../verilator-harness/stimulus-builder.js';
import { VerilatorEngine } from '../../verilator-harness/verilator/verilator-engine.js';
import { hasTool } from '../support/tools.js';
import { cached } from './fixtures/cache.js';
import { lanesDesign } from './fixtures/lanes.js';

const engine = new VerilatorEngine(cached);
const inBlocks: SimDesign = { ...lanesDesign, blocks: ['lane'] };

/** Sixty cycles of changing inputs, all outputs looked at. */
function job(design: SimDesign, more: Partial<SimJob> = {}): SimJob {
  const rows = 60;
  const stimulus = new StimulusBuilder(design.ports).table(
    rows,
    {
      valid_i: Int32Array.from({ length: rows }, (_, k) => Number(k % 3 !== 0)),
      ready_i: Int32Array.from({ length: rows }, (_, k) => Number(k % 5 !== 0)),
      data_i: Uint32Array.from({ length: 3 * rows }, (_, k) => (k % 3 === 0 ? 4 * k + 2 : k)),
    },
    ['valid_o', 'ready_o', 'first_o', 'second_o'],
  );
  const data = { valid: 'ready_o', tags: [], data: 'data_o', elements: 5, elementBits: 16, signed: false };
  return {
    design,
    stimulus: stimulus.build(),
    monitors: [{ name: 'd', ...data }],
    cycleLimit: 1000,
    ...more,
  };
}

/** A hundred in the first lane. */
const breaking = (design: SimDesign) =>
  job(design, {
    stimulus: new StimulusBuilder(design.ports).poke('valid_i', 1).poke('data_i', 33n).step(9).build(),
  });

describe.runIf(hasTool('verilator') && hasTool('g++'))(
  'modules that Verilator compiles by themselves',
  () => {
    it('work as they do in one piece, in both directions of a handshake', async () => {
      const [whole, parts] = [await engine.run(job(lanesDesign)), await engine.run(job(inBlocks))];
      expect(parts.end).toEqual({ reason: 'finished' });
      expect(parts.warnings).toEqual(whole.warnings);
      // Start values are drawn in another order; all else is equal.
      const settled = (captures: Float64Array) => captures.filter((_, k) => k % 4 < 2);
      expect(settled(parts.captures)).toEqual(settled(whole.captures));
      expect(parts.monitors[0]?.firings).toBeGreaterThan(5);
      expect(parts.monitors[0]?.values).toEqual(whole.monitors[0]?.values);
      expect(parts.monitors[0]?.cycles).toEqual(whole.monitors[0]?.cycles);
      expect(new Set(settled(parts.captures))).toEqual(new Set([0, 1]));
    });

    it('start at random values, other ones in each instance and for each seed', async () => {
      const starts = async (startSeed?: number) => {
        const { captures } = await engine.run(job(inBlocks, startSeed === undefined ? {} : { startSeed }));
        return [captures[2], captures[3]];
      };
      const [plain, again, one, two] = [await starts(), await starts(), await starts(1), await starts(2)];
      expect(again).toEqual(plain);
      expect(one).toEqual(plain);
      expect(new Set([...plain, ...two]).size).toBe(4);
    });

    it('report a failed assertion with its name and cycle', async () => {
      const [whole, parts] = [await engine.run(breaking(lanesDesign)), await engine.run(breaking(inBlocks))];
      expect(whole.end).toMatchObject({
        reason: 'assertion',
        name: 'NeverHundred',
        unit: 'lanes.u_first',
        cycle: 3,
      });
      expect(parts.end).toEqual(whole.end);
    });

    it('stay in one piece where their source has another name', async () => {
      const sources = lanesDesign.sources.map((file) => ({
        ...file,
        path: file.path.replace('lane.sv', 'mine.sv'),
      }));
      const result = await engine.run(job({ ...inBlocks, sources }));
      expect(result.end).toEqual({ reason: 'finished' });
    });
  },
);
