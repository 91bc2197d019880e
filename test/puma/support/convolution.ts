import { machineGeometry } from '../../../config/puma/geometry.js';
import type { MachineImage } from '../../../config/puma/image.js';
import type { PumaMachineConfig } from '../../../config/puma-machine.js';
import { Random } from '../../hdl-dsl/print/support/random.js';
import { encode, type Instruction } from './reference/instruction.js';

/** A convolution along one direction: `groups` rows (channels times rows of the kernel), of which a window sees
 *  `filter` neighbours each, and moves by `stride`. */
export interface Convolution {
  readonly filter: number;
  readonly stride: number;
  readonly groups: number;
  readonly outputs: number;
  /** Windows behind the first, in rounds after which the rotation is 0 again. */
  readonly rounds: number;
}

/** Those that are tried; the first fits `puma-core-small`. */
export const convolutions: readonly Convolution[] = [
  { filter: 5, stride: 2, groups: 6, outputs: 8, rounds: 8 },
  { filter: 3, stride: 1, groups: 10, outputs: 4, rounds: 20 },
  { filter: 3, stride: 3, groups: 9, outputs: 16, rounds: 20 },
  { filter: 4, stride: 2, groups: 8, outputs: 3, rounds: 20 },
  { filter: 7, stride: 3, groups: 4, outputs: 5, rounds: 10 },
  { filter: 16, stride: 15, groups: 2, outputs: 2, rounds: 3 },
  { filter: 31, stride: 4, groups: 1, outputs: 6, rounds: 3 },
  { filter: 32, stride: 5, groups: 1, outputs: 6, rounds: 3 },
];

export interface ConvolutionProgram {
  readonly image: MachineImage;
  /** Address of the outputs, window by window. */
  readonly results: number;
  readonly windows: number;
  /** [groups][length] */
  readonly rows: readonly Int16Array[];
  /** [D][D], y = x W */
  readonly weights: Int32Array;
}

/** A program in which no word moves inside XbarIn: the values new in a window overwrite the oldest of each group, and
 *  the rotation grows. */
export function convolutionProgram(
  config: PumaMachineConfig,
  { filter, stride, groups, outputs, rounds }: Convolution,
  seed: number,
): ConvolutionProgram {
  const random = new Random(seed);
  const geometry = machineGeometry(config);
  const { dimension, generalBase } = geometry;
  const period = filter / gcd(filter, stride);
  const windows = 1 + rounds * period;
  const length = filter + (windows - 1) * stride;
  const rows = Array.from({ length: groups }, () =>
    Int16Array.from({ length }, () => random.below(16384) - 8192),
  );
  const weights = new Int32Array(dimension ** 2);
  for (let i = 0; i < groups * filter; i++) {
    for (let j = 0; j < outputs; j++) weights[i * dimension + j] = random.below(8192) - 4096;
  }
  const results = groups * length;

  const register = (index: number) => generalBase + index;
  const [size, rotation, result, counter, zero] = [0, 1, 2, 3, 4].map(register);
  const heads = register(8); // addresses of the next words of each row
  const wrapped = heads + groups; // of those that come to the front of their group
  const program: Instruction[] = [];
  const add = (dest: number, immediate: number, vecWidth = 1) =>
    program.push({ name: 'alui', operation: 'add', fields: { dest, src1: dest, immediate, vecWidth } });
  const set = (dest: number, immediate: number) => program.push({ name: 'set', fields: { dest, immediate } });
  const load = (dest: number, address: number, width: number) =>
    program.push({ name: 'load', fields: { dest, address, width, vecWidth: 1 } });
  const compute = (r: number) => {
    set(rotation!, r);
    program.push(
      { name: 'mvm', fields: { mask: 1, filter: size!, stride: rotation! } },
      {
        name: 'store',
        fields: { address: result!, src1: 0, count: 0, width: outputs, vecWidth: 1 },
      },
    );
    add(result!, outputs);
  };

  set(size!, filter);
  set(result!, results);
  set(counter!, rounds);
  set(zero!, 0);
  for (let g = 0; g < groups; g++) {
    set(heads + g, g * length);
    for (let done = 0; done < filter; done += 16) {
      load(g * filter + done, heads + g, Math.min(16, filter - done));
      add(heads + g, Math.min(16, filter - done));
    }
  }
  compute(0);
  const again = program.length;
  for (let step = 0, r = 0; step < period; step++) {
    const ahead = Math.min(stride, filter - r); // oldest values up to the end of the group
    const behind = stride - ahead; // and at its front
    if (behind > 0) {
      program.push({
        name: 'alui',
        operation: 'add',
        fields: { dest: wrapped, src1: heads, immediate: ahead, vecWidth: groups },
      });
    }
    for (let g = 0; g < groups; g++) {
      load(g * filter + r, heads + g, ahead);
      if (behind > 0) load(g * filter, wrapped + g, behind);
    }
    add(heads, stride, groups);
    r = (r + stride) % filter;
    compute(r);
  }
  add(counter!, -1);
  program.push(
    { name: 'brn', operation: 'gt', fields: { src1: counter!, src2: zero!, pc: again } },
    { name: 'hlt', fields: {} },
  );
  return {
    image: {
      cores: [
        {
          words: BigUint64Array.from(program.map((one) => encode('core', geometry, one))),
          registers: [],
          cells: [weights],
        },
      ],
      memory: rows.map((values, g) => ({ address: g * length, values, count: 0 })),
      packets: [],
    },
    results,
    windows,
    rows,
    weights,
  };
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

/** The same by im2col: every window written out, times the weights, narrowed once (half to even, saturated). */
export function byIm2col(
  { dimension, fraction }: PumaMachineConfig,
  { filter, stride, outputs }: Convolution,
  { rows, weights, windows }: ConvolutionProgram,
): number[] {
  return Array.from({ length: windows }, (_, w) => {
    const column = rows.flatMap((row) => [...row.subarray(w * stride, w * stride + filter)]);
    return Array.from({ length: outputs }, (_, j) => {
      const sum = column.reduce((total, x, i) => total + x * weights[i * dimension + j]!, 0);
      const unit = 2 ** fraction;
      const low = Math.floor(sum / unit);
      const rest = 2 * (sum - low * unit);
      const rounded = low + (rest > unit || (rest === unit && low % 2 !== 0) ? 1 : 0);
      return Math.max(-32768, Math.min(32767, rounded));
    });
  }).flat();
}
