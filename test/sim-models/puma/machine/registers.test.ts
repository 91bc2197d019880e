import { describe, expect, it } from 'vitest';
import { machineMvmuConfig } from '../../../../config/puma/geometry.js';
import type { PumaCoreConfig } from '../../../../config/puma-machine.js';
import { runMachine } from '../../../../sim-models/puma/machine/index.js';
import { referenceMvmu } from '../../../support/reference-mvmu.js';
import { coreImage, Encoder, imageOf } from './encode.js';
import { coreConfig } from './machines.js';
import { binary, unary } from './reference-operations.js';

/** Small whole numbers from a seed. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const identity = Int32Array.from({ length: 64 }, (_, k) => (k % 9 === 0 ? 4096 : 0));

/** XbarIn, XbarOut and general registers as the page has them, instructions beat by beat. */
class Model {
  readonly xin: number[];
  readonly xout: number[];
  readonly general: number[];

  constructor(xin: number[], general: number[]) {
    this.xin = [...xin];
    this.xout = xin.map(() => 0);
    this.general = [...general];
  }

  read(address: number, side: 'in' | 'out'): number {
    if (address >= 16) return this.general[address - 16]!;
    return (side === 'in' ? this.xin : this.xout)[address]!;
  }

  /** A beat reads everything, then writes. */
  beats(dest: number, count: number, beat: number, element: (k: number) => number): void {
    for (let from = 0; from < count; from += beat) {
      const values: number[] = [];
      for (let k = from; k < Math.min(count, from + beat); k++) values.push(element(k));
      values.forEach((value, k) => {
        const address = dest + from + k;
        if (address < 16) this.xin[address] = value;
        else this.general[address - 16] = value;
      });
    }
  }
}

/** Operations with the elements of a beat; 0: one of `lanes`. */
const kinds = [
  { name: 'alu.add', beat: 0 },
  { name: 'alu.max', beat: 0 },
  { name: 'alu.div', beat: 0 },
  { name: 'alui.sub', beat: 0 },
  { name: 'alu.not', beat: 0 },
  { name: 'alu.tanh', beat: 1 },
  { name: 'alu.subsample', beat: 1 },
  { name: 'copy', beat: 0 },
] as const;

describe('registers', () => {
  it.each([1, 2, 4, 8])('vectors that overlap and cross from unit to unit, %i lanes', (lanes) => {
    const config = coreConfig({ lanes: lanes as PumaCoreConfig['lanes'] });
    const e = new Encoder(config);
    const random = numbers(lanes);
    let overlaps = 0;
    for (let turn = 0; turn < 150; turn++) {
      const xin = Array.from({ length: 16 }, () => random(65536) - 32768);
      const general = Array.from({ length: 64 }, () => random(65536) - 32768);
      const model = new Model(xin, general);
      // XbarOut becomes a copy of XbarIn.
      model.xout.splice(0, 16, ...model.xin);
      const program = [e.core('mvm', { mask: 3, filter: 79, stride: 79 })];
      model.general[63] = 0;
      for (let step = 0; step < 6; step++) {
        const { name, beat } = kinds[random(kinds.length)]!;
        const count = 1 + random(24);
        const src1 = random(79 - count);
        const near = src1 + random(12) - 2;
        const dest = Math.min(Math.max(random(2) ? near : random(79 - count), 0), 79 - count);
        const src2 = random(3) === 0 ? Math.max(0, dest - random(4)) : random(79 - count);
        if (dest > src1 && dest - src1 < lanes) overlaps++;
        const at = (address: number): number => model.read(address, 'out');
        const add = { dest, src1, src2, vecWidth: count };
        const one = { dest, src1, vecWidth: count };
        switch (name) {
          case 'alu.add':
          case 'alu.max':
          case 'alu.div': {
            const op = binary[name.slice(4)]!;
            model.beats(dest, count, beat || lanes, (k) => op(at(src1 + k), at(src2 + k), 12).value);
            program.push(e.core(name, add));
            break;
          }
          case 'alui.sub':
            model.beats(dest, count, beat || lanes, (k) => binary.sub!(at(src1 + k), -77, 12).value);
            program.push(e.core(name, { ...one, immediate: -77 }));
            break;
          case 'alu.subsample': {
            const src3 = 1 + random(3);
            const first = random(79 - (count - 1) * src3);
            model.beats(dest, count, 1, (k) => at(first + k * src3));
            program.push(e.core(name, { ...one, src1: first, src3 }));
            break;
          }
          case 'copy': {
            const side = random(2);
            model.beats(dest, count, lanes, (k) => model.read(src1 + k, side ? 'in' : 'out'));
            const shape = count % 3 === 0 ? { width: 3, vecWidth: count / 3 } : { width: 1, vecWidth: count };
            program.push(e.core(name, { side, dest, src1, ...shape }));
            break;
          }
          default:
            model.beats(dest, count, beat || lanes, (k) => unary[name.slice(4)]!(at(src1 + k), 12).value);
            program.push(e.core(name, one));
        }
      }
      program.push(e.core('hlt'));
      general[63] = 0;
      const registers = [{ address: 0, values: Int16Array.of(...xin, ...general) }];
      const image = imageOf([coreImage(program, { registers, cells: [identity, identity] })]);
      const [core] = runMachine(config, image).cores;
      expect(core!.trap).toBeUndefined();
      expect([...core!.registers], `turn ${turn}`).toEqual(model.general);
      expect([...core!.xbarIn]).toEqual(model.xin);
      expect([...core!.xbarOut]).toEqual(model.xout);
    }
    if (lanes > 1) expect(overlaps).toBeGreaterThan(10);
  });

  it('mvm routes XbarIn by filter and rotation, for every filter and rotation', () => {
    const config = coreConfig({ dimension: 12, lanes: 4, mvmus: 1 });
    const e = new Encoder(config);
    const weights = Int32Array.from({ length: 144 }, (_, k) => (k % 13 === 0 ? 4096 : 0));
    for (let filter = 0; filter <= 12; filter++) {
      for (let rotation = 0; rotation < Math.max(1, filter); rotation++) {
        const program = [e.core('mvm', { mask: 1, filter: 12, stride: 13 }), e.core('hlt')];
        const values = Int16Array.from({ length: 14 }, (_, k) => k + 1);
        values.set([filter, rotation], 12);
        const registers = [{ address: 0, values }];
        const run = runMachine(config, imageOf([coreImage(program, { registers, cells: [weights] })]));
        const want = Array.from({ length: 12 }, (_, i) => {
          if (filter === 0) return i + 1;
          const group = filter * Math.floor(i / filter);
          return 1 + (group + filter <= 12 ? group + ((i - group + rotation) % filter) : i);
        });
        expect([...run.cores[0]!.xbarOut], `F ${filter}, r ${rotation}`).toEqual(want);
        expect(run.cycles).toBe(2 + (filter === 0 ? 1 + 3 : 13) + (16 * 12 + 6) + 1);
      }
    }
  });

  it('hides that an MVMU runs: what follows an mvm sees its results and may use its inputs anew', () => {
    const config = coreConfig();
    const e = new Encoder(config);
    const r = (k: number): number => 16 + k;
    const program = [
      e.core('mvm', { mask: 1, filter: r(63), stride: r(63) }),
      e.core('alui.add', { dest: 0, src1: r(0), immediate: 1, vecWidth: 8 }), // XbarIn, at once
      e.core('mvm', { mask: 2, filter: r(63), stride: r(63) }), // beside the first
      e.core('mvm', { mask: 1, filter: r(63), stride: r(63) }), // waits for it
      e.core('alu.add', { dest: r(8), src1: 0, src2: 8, vecWidth: 8 }),
      e.core('hlt'),
    ];
    const registers = [
      { address: 0, values: Int16Array.from({ length: 16 }, (_, k) => 100 * k) },
      { address: r(0), values: Int16Array.from({ length: 8 }, (_, k) => k) },
    ];
    const run = runMachine(config, imageOf([coreImage(program, { registers, cells: [identity, identity] })]));
    const [core] = run.cores;
    expect([...core!.registers.subarray(8, 16)]).toEqual(
      [0, 1, 2, 3, 4, 5, 6, 7].map((k) => k + 1 + 100 * (k + 8)),
    );
    // 2 3 4; 5 6; 7 8 9; the first is idle again in 5 + 134 = 139: 139 140 141; that one in 142 + 134 = 276: 276 277; 278
    expect(run.cycles).toBe(279);
    expect(core!.counters).toMatchObject({ mvm: 3, mvms: 3, stallMvmu: 139 - 10 + (276 - 142) });
  });

  it('gives the noise of macro core * N + k and of its own starts', () => {
    const nonideal = { seed: 7, programming: 0.05, read: 0.02, adc: 0.6 };
    const config = {
      ...coreConfig({ nonideal, dimension: 4, lanes: 4, registers: 32 }),
      system: 'puma-tile' as const,
      cores: 2,
      tile: { instructions: 16, fifos: 1, fifoDepth: 1 },
    };
    const e = new Encoder(config);
    const random = numbers(5);
    const weights = Array.from({ length: 4 }, () =>
      Int32Array.from({ length: 16 }, () => random(8000) - 4000),
    );
    const inputs = Int16Array.from({ length: 8 }, () => random(8000) - 4000);
    const program = [
      e.core('mvm', { mask: 3, filter: 8, stride: 8 }),
      e.core('mvm', { mask: 2, filter: 8, stride: 8 }),
      e.core('hlt'),
    ];
    const core = (k: number) =>
      coreImage(program, {
        registers: [{ address: 0, values: inputs }],
        cells: weights.slice(2 * k, 2 * k + 2),
      });
    const run = runMachine(config, imageOf([core(0), core(1)]), { trace: true });
    const mvmu = machineMvmuConfig(config);
    let different = 0;
    for (let k = 0; k < 4; k++) {
      const log = run.trace!.cores[k >> 1]!.outputs[k & 1]!;
      const starts = k & 1 ? 2 : 1;
      expect(log.length).toBe(4 * starts);
      const vector = Int32Array.from(inputs.subarray(4 * (k & 1), 4 * (k & 1) + 4));
      for (let start = 0; start < starts; start++) {
        const got = [0, 1, 2, 3].map((column) => log.at(4 * start + column, 1));
        const want = referenceMvmu(mvmu, weights[k]!, vector, { macro: k, operation: start });
        expect(got).toEqual(want.outputs);
        const first = referenceMvmu(mvmu, weights[k]!, vector).outputs;
        if (got.some((value, column) => value !== first[column])) different++;
      }
    }
    expect(different).toBe(5);
  });
});
