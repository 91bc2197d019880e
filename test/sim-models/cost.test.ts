import { describe, expect, it } from 'vitest';
import {
  machineCost,
  mvmEnergyPj,
  publishedMvm,
  publishedSums,
  publishedTile,
} from '../../sim-models/cost/index.js';
import { runMachine } from '../../sim-models/puma/machine/index.js';
import { coreImage, Encoder, imageOf } from './puma/machine/encode.js';
import { coreConfig, tileConfig } from './puma/machine/machines.js';

/** The tile of Table 3.5: its VFU has one lane. */
const paper = tileConfig({
  cores: 8,
  dimension: 128,
  lanes: 1,
  registers: 512,
  instructions: 585,
  memory: { words: 32768, countBits: 8, busBits: 384 },
  tile: { instructions: 1170, fifos: 16, fifoDepth: 2 },
});

describe('cost', () => {
  it('sums the printed rows of Table 3.5, and shows the printed totals beside', () => {
    const [core, tile] = publishedSums();
    // 0.25 + 1.52 + 0.477 + 2 * 19.09 + 1.90 + 0.055, and the areas.
    expect(core!.sum.powerMw).toBeCloseTo(42.382, 9);
    expect(core!.sum.areaMm2).toBeCloseTo(0.03692, 9);
    expect(core!.printed).toMatchObject({ powerMw: 42.37, areaMm2: 0.036 });
    // 8 * 42.37 + 0.5 + 1.91 + 17.66 + 7 + 2.77 + 9.14 = 377.94; 8 * 0.036 + 0.19925 = 0.48725.
    expect(tile!.sum.powerMw).toBeCloseTo(377.94, 9);
    expect(tile!.sum.areaMm2).toBeCloseTo(0.48725, 9);
    expect(tile!.printed).toMatchObject({ powerMw: 373.8, areaMm2: 0.479 });
    expect(tile!.derivation).toBe(
      'Table 3.5: 8 x Core + 1 x Tile Control Unit + 1 x Tile Instruction Memory + 1 x Tile Data Memory + ' +
        '1 x Tile Memory Bus + 1 x Tile Attribute Memory + 1 x Tile Receive Buffer',
    );
  });

  it('gives the printed rows for the tile of the dissertation', () => {
    const { parts, core } = machineCost(paper);
    const rows = Object.values(publishedTile).filter(({ part }) => part !== 'Core' && part !== 'Tile');
    for (const { part, powerMw, areaMm2, source } of rows) {
      const got = parts.find((one) => one.part === part)!;
      expect(got.powerMw, part).toBeCloseTo(powerMw, 12);
      expect(got.areaMm2, part).toBeCloseTo(areaMm2, 12);
      expect(got.derivation).toContain(source);
    }
    // What is not printed: half of a register file for the tables of exp and log.
    const rom = parts.find(({ part }) => part === 'Look-up ROM beyond the registers')!;
    expect(rom).toMatchObject({ powerMw: 0.477 / 2, areaMm2: 0.00192 / 2 });
    expect(parts.length).toBe(rows.length + 1);
    expect(core.powerMw).toBeCloseTo(42.382 + rom.powerMw, 9);
    expect(core.areaMm2).toBeCloseTo(0.03692 + rom.areaMm2, 9);
  });

  it('scales by the stated rules', () => {
    const base = machineCost(paper);
    const part = (cost: typeof base, name: string) => cost.parts.find((one) => one.part === name);
    const wide = machineCost({
      ...paper,
      cores: 4,
      dimension: 64,
      lanes: 4,
      registers: 1024,
      instructions: 1170,
      mvmu: { ...paper.mvmu, weightBits: 8, adcs: 2 },
      memory: { words: 16384, countBits: 8, busBits: 768 },
      tile: { instructions: 585, fifos: 8, fifoDepth: 1 },
    });
    expect(part(wide, 'MVMU')).toMatchObject({ count: 2, powerMw: 19.09, areaMm2: 0.006 });
    expect(part(wide, 'VFU')).toMatchObject({ count: 4, powerMw: 1.9, areaMm2: 0.004 });
    expect(part(wide, 'Register File')).toMatchObject({ powerMw: 0.954, areaMm2: 0.00384 });
    expect(part(wide, 'Look-up ROM beyond the registers')).toBeUndefined();
    expect(part(wide, 'Instruction Memory')).toMatchObject({ powerMw: 3.04, areaMm2: 0.0062 });
    expect(part(wide, 'Tile Instruction Memory')).toMatchObject({ powerMw: 0.955, areaMm2: 0.0027 });
    expect(part(wide, 'Tile Data Memory')).toMatchObject({ powerMw: 8.83, areaMm2: 0.043 });
    expect(part(wide, 'Tile Attribute Memory')).toMatchObject({ powerMw: 1.385, areaMm2: 0.006 });
    expect(part(wide, 'Tile Memory Bus')).toMatchObject({ powerMw: 14, areaMm2: 0.18 });
    expect(part(wide, 'Tile Receive Buffer')).toMatchObject({ powerMw: 2.285, areaMm2: 0.0011 });
    const core = 0.25 + 3.04 + 0.954 + 2 * 19.09 + 4 * 1.9 + 0.055;
    expect(wide.core.powerMw).toBeCloseTo(core, 9);
    expect(wide.total.powerMw).toBeCloseTo(4 * core + 0.5 + 0.955 + 8.83 + 14 + 1.385 + 2.285, 9);
    // A core alone has the memory and nothing else of a tile.
    const { cores: _, tile: __, ...keys } = paper;
    const alone = machineCost({ ...keys, system: 'puma-core' });
    expect(alone.parts.filter(({ of }) => of === 'tile').map((one) => one.part)).toEqual([
      'Tile Data Memory',
      'Tile Memory Bus',
      'Tile Attribute Memory',
    ]);
    expect(alone.total.powerMw).toBeCloseTo(base.core.powerMw + 17.66 + 7 + 2.77, 9);
  });

  it('takes the energy of a product from its conversions', () => {
    expect(mvmEnergyPj(paper)).toBe(publishedMvm.pj);
    // 19.09 mW for 2304 ns.
    expect(publishedMvm.pj / (publishedTile.mvmu.powerMw * publishedMvm.cycles)).toBeCloseTo(1, 3);
    const twoPass = { ...paper, dimension: 64, mvmu: { ...paper.mvmu, dacBits: 2, cellBits: 4 } };
    // 2 passes of 8 steps, 64 columns, 4 slices of 16 * 128 * 8.
    expect(mvmEnergyPj(twoPass)).toBe(43_970 / 4);
  });

  it('adds up the energy of a small program, worked out by hand', () => {
    const config = tileConfig();
    const e = new Encoder(config);
    const r = (k: number): number => 16 + k;
    const words = [
      e.core('set', { dest: r(0), immediate: 1 }), // a register-file cycle
      e.core('load', { dest: 0, address: r(1), width: 8 }), // 8 words
      e.core('mvm', { mask: 1, filter: r(1), stride: r(1) }), // 16 * 8 * 8 conversions of 16384
      e.core('copy', { dest: r(8), src1: 0, width: 8 }), // 8 words
      e.core('alu.add', { dest: r(8), src1: r(8), src2: r(8), vecWidth: 7 }), // 7 lane cycles, 2 register cycles
      e.core('alui.div', { dest: r(8), src1: r(8), immediate: 3, vecWidth: 5 }), // 5 * 30, 60
      e.core('alu.subsample', { dest: r(8), src1: r(8), src3: 1, vecWidth: 3 }), // 3, 3
      e.core('alu.tanh', { dest: r(8), src1: r(8), vecWidth: 2 }), // 2 look-ups
      e.core('alu-int.sub', { dest: r(0), src1: r(0), src2: r(0) }), // 1, 1
      e.core('store', { address: r(1), src1: r(8), width: 4, count: 1 }), // 4 words
      e.core('brn.eq', { src1: r(1), src2: r(1), pc: 12 }), // taken: two fetches for nothing
      0n,
      e.core('hlt'),
    ];
    const send = BigUint64Array.of(e.tile('send', { address: 0, width: 4 }), e.tile('halt'));
    const memory = [{ address: 0, values: new Int16Array(8), count: 1 }];
    // The tile asks in 2: it takes the first four words before the core asks for eight, in 4, and waits for ever.
    expect(runMachine(config, imageOf([words], { tile: { words: send }, memory })).end.reason).toBe(
      'deadlock',
    );
    const twice = [
      { address: 0, values: new Int16Array(4), count: 2 },
      { ...memory[0]!, values: new Int16Array(4), address: 4 },
    ];
    const run = runMachine(config, imageOf([coreImage(words)], { tile: { words: send }, memory: twice }));
    expect(run.end.reason).toBe('stopped');
    const got = Object.fromEntries(
      run.energy.items.map(({ what, count, energyPj }) => [what, [count, energyPj]]),
    );
    const register = (0.477 * 64) / 512;
    const fetch = (1.52 * 64) / 585;
    // The second core is a hlt: 3 cycles, one fetch.
    const coreCycles = run.cores[0]!.counters.cycles + 3;
    const want: Record<string, [number, number]> = {
      products: [1, 43_970 / 16],
      'vector unit': [7 + 150 + 3, 160 * 1.9],
      'register file': [1 + 2 + 60 + 3 + 1, 67 * register],
      'look-ups': [2, 2 * (10 * register + 1.9)],
      'scalar unit': [1, 0.055],
      copies: [8, 8 * 0.954],
      loads: [8, 8 * 3.009],
      stores: [4, 4 * 3.009],
      fetches: [12 + 2 + 1, 15 * fetch],
      'core control': [coreCycles, coreCycles * 0.25],
      sends: [4, 4 * 18.045],
      'tile fetches': [2, (2 * 1.91 * 32) / 1170],
      'tile control': [6, 3],
    };
    expect(Object.keys(got)).toEqual(Object.keys(want));
    for (const [what, [count, energy]] of Object.entries(want)) {
      expect(got[what]![0], what).toBe(count);
      expect(got[what]![1], what).toBeCloseTo(energy, 9);
    }
    const total = Object.values(want).reduce((sum, [, energy]) => sum + energy, 0);
    expect(run.energy.totalPj).toBeCloseTo(total, 6);
    expect(run.energy.alwaysOnPj).toBeCloseTo(machineCost(config).total.powerMw * run.cycles, 6);
    expect(run.energy.items[0]!.derivation).toBe(
      'dissertation, section 3.8.4: 43.97 nJ for 128x128, times 0.0625 for the conversions',
    );
    expect(run.energy.items[1]!.derivation).toBe(
      '1.9 mW for width 1, times 1, for 1 ns (dissertation, Table 3.5, row "VFU")',
    );
  });

  it('holds products at full speed beside the printed power of the MVMUs', () => {
    const config = coreConfig({ dimension: 128, registers: 512, lanes: 4, instructions: 585 });
    const e = new Encoder(config);
    const mvm = e.core('mvm', { mask: 3, filter: 256, stride: 256 });
    const run = runMachine(config, imageOf([[...new Array<bigint>(20).fill(mvm), e.core('hlt')]]));
    // 43.97 nJ in 2054 + 33 cycles instead of 2304; the other items add less than a hundredth.
    expect(run.cycles).toBe(2 + 20 * 2087 + 1);
    expect(run.energy.items[0]!.energyPj / (2 * 19.09 * run.cycles)).toBeCloseTo(2304 / 2087, 2);
    const rest = run.energy.totalPj - run.energy.items[0]!.energyPj;
    expect(rest / run.energy.totalPj).toBeLessThan(0.01);
    expect(rest).toBeGreaterThan(0.25 * run.cycles);
  });
});
