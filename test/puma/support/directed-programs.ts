import { machineGeometry } from '../../../config/puma/geometry.js';
import type { MachineImage } from '../../../config/puma/image.js';
import { machines } from './machines.js';
import { encode, type Instruction } from './reference/instruction.js';
import { exactly } from './reference/look-ups.js';

/** Programs for the machine `tiny`, for what random ones hit too seldom. */
export const directedNames = ['ties', 'quotients', 'bounds', 'filters', 'packets'] as const;
export type DirectedName = (typeof directedNames)[number];

const config = machines.tiny;
const geometry = machineGeometry(config);
const first = geometry.generalBase;
const hlt: Instruction = { name: 'hlt', fields: {} };

interface Core {
  readonly program: readonly Instruction[];
  readonly registers?: readonly number[];
}

function image(
  cores: readonly Core[],
  tile: readonly Instruction[] = [],
  rest: Partial<Pick<MachineImage, 'memory' | 'packets'>> = {},
): MachineImage {
  return {
    cores: cores.map(({ program, registers }) => ({
      words: BigUint64Array.from([...program, hlt], (one) => encode('core', geometry, one)),
      registers: registers === undefined ? [] : [{ address: first, values: Int16Array.from(registers) }],
      cells: [],
    })),
    tile: {
      words: BigUint64Array.from([...tile, { name: 'halt', fields: {} }], (one) =>
        encode('tile', geometry, one),
      ),
    },
    memory: [],
    packets: [],
    ...rest,
  };
}

const half = Math.floor(geometry.registers / 2);

/** Words of which a function is an exact tie, the even word below it: what a wrong rounding changes. */
function tiesOf(name: 'sigmoid' | 'tanh', count: number): number[] {
  const { fraction } = config;
  const unit = 2n ** BigInt(25 - fraction);
  const found: number[] = [];
  for (let x = 0; x < 32768 && found.length < count; x++) {
    const y = exactly(name, BigInt(x), fraction);
    if (2n * (y % unit) === unit && (y / unit) % 2n === 0n) found.push(x);
  }
  return found;
}

/** Products that tie: of the nearest words the even one is below. */
const tyingFactors = Array.from({ length: half }, (_, k) => (4 * k + 1) * (k % 2 === 0 ? 1 : -1));

const vector = (operation: string, fields: Record<string, number>): Instruction => ({
  name: 'alu',
  operation,
  fields,
});

const programs: Readonly<Record<DirectedName, () => MachineImage>> = {
  ties: () => {
    const sigmoids = tiesOf('sigmoid', half);
    if (sigmoids.length < half) throw new Error('the look-ups have no ties');
    const each = { dest: first + half, src1: first };
    return image([
      {
        program: [{ name: 'alui', operation: 'mul', fields: { ...each, immediate: 2048, vecWidth: half } }],
        registers: tyingFactors,
      },
      {
        program: [
          vector('sigmoid', { ...each, vecWidth: half }),
          vector('tanh', { ...each, vecWidth: half }),
        ],
        registers: sigmoids,
      },
    ]);
  },
  quotients: () => {
    const each = { dest: first + 8, src1: first, src2: first + 4, vecWidth: 4 };
    const registers = [-5, 5, 0, -32768, 0, 0, 0, 0];
    return image([
      { program: [vector('div', each)], registers },
      { program: [vector('div', { ...each, vecWidth: 1 })], registers },
    ]);
  },
  bounds: () => {
    const last = geometry.registerAddresses - 1;
    return image([
      {
        program: [vector('add', { dest: last - 2, src1: 0, src2: 0, vecWidth: 4 })],
      },
      {
        program: [{ name: 'load', fields: { address: first, dest: 0, width: 4, vecWidth: 1 } }],
        registers: [geometry.memoryWords - 3],
      },
    ]);
  },
  filters: () => {
    const program = [{ name: 'mvm', fields: { mask: 1, filter: first, stride: first + 1 } }];
    const { dimension } = geometry;
    return image([
      { program, registers: [dimension + 1, 0] },
      { program, registers: [dimension, dimension] },
    ]);
  },
  packets: () =>
    image(
      [{ program: [] }, { program: [] }],
      [
        { name: 'send', fields: { address: 0, fifo: 3, target: 9, width: 2, vecWidth: 3 } },
        { name: 'receive', fields: { address: 20, fifo: 1, count: 2, width: 3, vecWidth: 1 } },
      ],
      {
        memory: [{ address: 0, values: Int16Array.of(1, 2, 3, 4, 5, 6), count: 1 }],
        packets: [{ fifo: 1, values: Int16Array.of(7, 8) }],
      },
    ),
};

/** The program of a name. */
export function directed(name: DirectedName): MachineImage {
  return programs[name]();
}

/** Every client of the data memory of the machine `crowd` asks for blocks as fast as it can. */
export function contention(): MachineImage {
  const crowd = machineGeometry(machines.crowd);
  const load = { address: crowd.generalBase, dest: crowd.generalBase + 1, width: 1, vecWidth: 8 };
  const loads = [...Array.from({ length: 20 }, () => ({ name: 'load', fields: load })), hlt];
  const core = {
    words: BigUint64Array.from(loads, (one) => encode('core', crowd, one)),
    registers: [],
    cells: [],
  };
  return {
    cores: Array.from({ length: crowd.cores }, () => core),
    tile: { words: BigUint64Array.of(encode('tile', crowd, { name: 'halt', fields: {} })) },
    memory: [{ address: 0, values: Int16Array.of(1, 2, 3, 4, 5, 6, 7, 8), count: 0 }],
    packets: [],
  };
}
