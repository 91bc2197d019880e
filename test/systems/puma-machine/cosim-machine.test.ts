import { describe, expect, it } from 'vitest';
import type { MachineImage } from '../../../config/puma/image.js';
import type { PumaMachineConfig } from '../../../config/puma-machine.js';
import { type CosimMachineOptions, cosimMachine } from '../../../systems/puma-machine/cosim-machine.js';
import { hasTool } from '../../support/tools.js';
import { imageOf, oneCore, smallCore, smallTile, twoCores, withWeights } from './support.js';

/** A run that must match; what differs is shown as text. */
async function match(config: PumaMachineConfig, image: MachineImage, options: CosimMachineOptions) {
  const run = await cosimMachine(config, image, options);
  expect(run.explanation).toMatch(/^match: /);
  expect(run).toMatchObject({ verdict: 'match', reason: 'equal', divergences: [], differences: [] });
  return run;
}

const core = () => withWeights(smallCore, imageOf(smallCore, oneCore));
const tile = () => withWeights(smallTile, imageOf(smallTile, twoCores));

describe('a program on the built-in engine', () => {
  it('is the golden one, event by event and in the end', async () => {
    const run = await match(smallCore, core(), { engine: 'builtin' });
    expect(run.compared).toMatchObject({ output: 64, memory: 16, packet: 0 });
    expect(run.compared.retired).toBe(run.golden.trace.cores[0]!.retired.length);
    expect(run.rtl.state?.cores[0]).toMatchObject({
      state: 'halted',
      pc: run.golden.cores[0]!.pc,
      counters: run.golden.cores[0]!.counters,
    });
    expect(run.rtl.state?.tile.cycles).toBe(run.golden.cycles);
    expect(run.rtl.state?.memory?.values).toEqual(run.golden.memory.values);
  });
});

describe.runIf(hasTool('iverilog'))('programs on Icarus, which sees what is unknown', () => {
  const engine = 'icarus';

  it('match on a tile, with packets', async () => {
    const run = await match(smallTile, tile(), { engine });
    expect(run.compared.packet).toBe(16);
    expect(run.rtl.end).toBe('stopped');
    const { golden } = run;
    expect(Math.abs(golden.cycles - run.rtl.state!.tile.cycles)).toBeLessThanOrEqual(
      32 + golden.cycles / 100,
    );
  });

  it('a trap is the same on both sides', async () => {
    const image = imageOf(smallCore, '  set r0, 7\n  .word 0xf0000000000000\n  hlt\n');
    const run = await match(smallCore, image, { engine });
    expect(run.golden.cores[0]!.trap).toEqual({ cause: 'invalid-instruction', pc: 1 });
    expect(run.rtl.state?.cores[0]).toMatchObject({ state: 'trapped', trap: 'invalid-instruction', pc: 1 });
  });

  it('a core that traps while an MVMU runs leaves its products behind', async () => {
    const text = '  mvm 0b01, r0, r0\n  .word 0xf0000000000000\n.data xin0.0, 7, 8, 9\n';
    const run = await match(smallCore, withWeights(smallCore, imageOf(smallCore, text)), { engine });
    expect(run.golden.cores[0]!.trap).toEqual({ cause: 'invalid-instruction', pc: 1 });
    expect(run.golden.cores[0]!.xbarOut.some((word) => word !== 0)).toBe(true);
  });

  it('a deadlock of the golden model is a stuck machine, and the report tells who waits on both sides', async () => {
    const text = '  set r0, 20\n  load r1, [r0], 4, 1\n  hlt\n.memory 20, 1, 5, 6\n';
    const run = await match(smallCore, imageOf(smallCore, text), { engine });
    expect(run.rtl).toMatchObject({
      end: 'stuck',
      state: { cores: [{ state: 'running', waitsFor: ['memory'] }] },
    });
    expect(run.explanation).toBe(
      [
        'match: 2 events compared, all equal; both are in a deadlock',
        '',
        'golden model: nothing can move any more',
        '  core 0 waits in `load` at address 1 since cycle 4, for its block to be valid: word 22 (valid 0, count 0), word 23 (valid 0, count 0)',
        '    --> program.s:2: load r1, [r0], 4, 1',
        'RTL: stuck',
        '  core 0 waits for memory at address 1, block at word 20',
        '',
      ].join('\n'),
    );
  });

  it('a program without end is cut off on both sides', async () => {
    const image = imageOf(smallCore, 'again:\n  alui.add r0, r0, 1, 1\n  jmp again\n');
    const run = await match(smallCore, image, { engine, cycleLimit: 300 });
    expect(run.rtl.end).toBe('cut off');
    expect(run.compared.retired).toBeGreaterThan(100);
  });
});

describe.runIf(hasTool('verilator') && hasTool('g++'))(
  'programs on Verilator, with random start values',
  () => {
    it.each([
      { seed: 1, rate: 0 },
      { seed: 2, rate: 64 },
      { seed: 3, rate: 160 },
      { seed: 4, rate: 240 },
    ])('match on a tile with stalls %o', async (stalls) => {
      const run = await match(smallTile, tile(), { stalls, seed: stalls.seed + 10 });
      expect(run.compared.packet).toBe(16);
      // Stalls there were where they were asked for.
      const late = run.rtl.trace.memory.some((log, client) =>
        Array.from({ length: log.length }, (_, k) => k).some(
          (k) => log.cycle(k)! > run.golden.trace.memory[client]!.cycle(k)!,
        ),
      );
      expect(late).toBe(stalls.rate > 0);
    });

    it('finds its simulator again', async () => {
      const run = await match(smallTile, tile(), { stalls: { seed: 9, rate: 0 } });
      expect(run.sim).toMatchObject({ cached: true, warnings: [] });
      expect(run.sim.seconds.build).toBeLessThan(1);
    });
  },
);

it('CW-P043: more packets than the bench holds', async () => {
  const packet = { fifo: 0, values: Int16Array.of(1) };
  const image = { ...imageOf(smallTile, '.tile\n  halt\n'), packets: new Array(4097).fill(packet) };
  await expect(cosimMachine(smallTile, image)).rejects.toMatchObject({
    diagnostics: [
      {
        code: 'CW-P043',
        severity: 'error',
        message: 'the program has more packets than the test-bench holds',
        expected: 'at most 4096 packets',
        actual: '4097 packets',
        hint: '`crossweave run` takes any number',
      },
    ],
  });
});
