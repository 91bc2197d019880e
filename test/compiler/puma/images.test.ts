import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CrossweaveError } from '../../../base/crossweave-error.js';
import type { Diagnostic } from '../../../base/diagnostic.js';
import { assembleText, disassemble, imageText, parseImage } from '../../../compiler/puma/index.js';
import type { CoreImage, MachineImage, ProgramText } from '../../../config/puma/image.js';
import type { PumaMachineConfig } from '../../../config/puma-machine.js';
import { machine, machineGeometry, validWords } from './machines.js';

const keys = {
  dimension: 4,
  mvmus: 2,
  registers: 20,
  instructions: 32,
  memory: { words: 128, countBits: 4 },
};
const tile = machine({ ...keys, cores: 2, tile: { instructions: 16, fifos: 3 } });
const core = machine({ ...keys, system: 'puma-core' });

/** Pieces of a memory that do not overlap, in any order. */
function pieces(size: number): fc.Arbitrary<{ address: number; values: Int16Array }[]> {
  const piece = fc.record({
    address: fc.integer({ min: 0, max: size - 1 }),
    values: fc.int16Array({ minLength: 1, maxLength: 40 }),
  });
  return fc.array(piece, { maxLength: 4 }).map((all) => {
    const taken = new Uint8Array(size);
    return all.filter(({ address, values }) => {
      const end = address + values.length;
      if (end > size || taken.subarray(address, end).includes(1)) return false;
      taken.fill(1, address, end);
      return true;
    });
  });
}

/** Images with valid and invalid words, whatever they would do. */
function images(config: PumaMachineConfig): fc.Arbitrary<MachineImage> {
  const geometry = machineGeometry(config);
  const words = (unit: 'core' | 'tile', most: number) =>
    fc.array(
      fc.oneof({ weight: 9, arbitrary: validWords(geometry, unit) }, fc.bigInt(0n, (1n << 56n) - 1n)),
      {
        minLength: 1,
        maxLength: most,
      },
    );
  const program = (unit: 'core' | 'tile', most: number): fc.Arbitrary<ProgramText> =>
    words(unit, most).map((list) => ({ words: BigUint64Array.from(list) }));
  const cells = fc.option(fc.int32Array({ minLength: 16, maxLength: 16, min: -32768, max: 32767 }), {
    nil: undefined,
  });
  const oneCore: fc.Arbitrary<CoreImage> = fc
    .record({
      text: program('core', geometry.instructions),
      registers: pieces(geometry.registerAddresses),
      cells: fc.array(cells, { minLength: 2, maxLength: 2 }),
    })
    .map(({ text, ...rest }) => ({ ...text, ...rest }));
  const packet = fc.record({
    fifo: fc.integer({ min: 0, max: 2 }),
    values: fc.int16Array({ minLength: 1, maxLength: 16 }),
  });
  return fc
    .record({
      cores: fc.array(oneCore, { minLength: geometry.cores, maxLength: geometry.cores }),
      tile: program('tile', 16),
      memory: pieces(geometry.memoryWords).chain((all) =>
        fc
          .array(fc.integer({ min: 0, max: 15 }), { minLength: all.length, maxLength: all.length })
          .map((counts) => all.map((piece, k) => ({ ...piece, count: counts[k] ?? 0 }))),
      ),
      packets: fc.array(packet, { maxLength: 3 }),
    })
    .map(({ tile: text, packets, ...rest }) =>
      geometry.tile === undefined ? { ...rest, packets: [] } : { ...rest, tile: text, packets },
    );
}

function withoutLines(image: MachineImage): MachineImage {
  return {
    ...image,
    cores: image.cores.map(({ lines: _, ...rest }) => rest),
    ...(image.tile === undefined ? {} : { tile: { words: image.tile.words } }),
  };
}

describe.each([tile, core])('images of $system', (config) => {
  test('come back from their assembly and from their file', () => {
    fc.assert(
      fc.property(images(config), (image) => {
        const { image: again } = assembleText(disassemble(image, config), config);
        expect(withoutLines(again)).toEqual(image);
        expect(parseImage(imageText(image, config), config, 'image.json')).toEqual(image);
        expect(parseImage(imageText(again, config), config, 'image.json')).toEqual(again);
      }),
      { seed: 7, numRuns: 30 },
    );
  });
});

const example = assembleText(
  '.core 0\n.data r0, 1, 2\n.cells 0, 0, 1, 2, 3, 4\nhlt\n.memory 0, 1, 5',
  tile,
).image;
const file = imageText(example, tile);

function findings(text: string, config = tile): readonly Diagnostic[] {
  try {
    parseImage(text, config, 'image.json');
  } catch (error) {
    if (error instanceof CrossweaveError) return error.diagnostics;
    throw error;
  }
  return [];
}

function replaced(from: string | RegExp, to: string): string {
  expect(file).toMatch(from);
  return file.replace(from, to);
}

describe('images refused', () => {
  test.each([
    [
      'no image',
      '{ "system": "puma-core" }',
      'format',
      '"crossweave-image"',
      'nothing',
      'the file is no image of a program',
    ],
    ['an array', '[]', 'format', '"crossweave-image"', 'nothing', 'the file is no image of a program'],
    [
      'another version',
      '{ "format": "crossweave-image", "version": 2 }',
      'version',
      '1',
      '2',
      'the image is of another version of the format',
    ],
  ])('%s', (_, text, path, expected, actual, message) => {
    expect(findings(text)).toEqual([
      {
        code: 'CW-P020',
        severity: 'error',
        message,
        where: { kind: 'json', file: 'image.json', path },
        expected,
        actual,
        hint: '`crossweave assemble` makes images',
      },
    ]);
  });

  test('one of another configuration, with every key that differs', () => {
    const other = machine({ ...tile, registers: 24, memory: { words: 256, countBits: 4 }, lanes: 2 });
    const finding = (key: string, expected: string, actual: string) => ({
      code: 'CW-P021',
      severity: 'error',
      message: `the image is of a machine with another \`${key}\``,
      where: { kind: 'json', file: 'image.json', path: `machine.${key}` },
      expected: `${expected}, as configuration "unit" has`,
      actual,
      hint: 'assemble the program for this configuration',
    });
    expect(findings(file, other)).toEqual([
      finding('registers', '24', '20'),
      finding('memory.words', '256', '128'),
    ]);
    expect(findings(file, core).map(({ where }) => where?.kind === 'json' && where.path)).toEqual([
      'machine.system',
      'machine.cores',
      'machine.tile.instructions',
      'machine.tile.fifos',
    ]);
  });

  test('lanes, ADCs and noise may differ', () => {
    const other = machine({ ...tile, lanes: 2, mvmu: { adcs: 4, adcBits: 12 }, nonideal: { read: 0.1 } });
    expect(parseImage(file, other, 'image.json')).toEqual(example);
  });

  test.each([
    [
      'a value out of range',
      '"values": [1,2]',
      '"values": [1,40000]',
      'cores.0.registers.0.values.1',
      'at most 32767',
      '40000',
    ],
    [
      'a fraction',
      '"values": [1,2]',
      '"values": [1,0.5]',
      'cores.0.registers.0.values.1',
      'a whole number',
      '0.5',
    ],
    ['a text', '"values": [1,2]', '"values": [1,"2"]', 'cores.0.registers.0.values.1', 'number', '"2"'],
    [
      'no values',
      '"values": [1,2]',
      '"values": []',
      'cores.0.registers.0.values',
      'at least 1 elements',
      '0 elements',
    ],
    [
      'registers past the end',
      '"values": [1,2]',
      `"values": [${Array(21).fill(1)}]`,
      'cores.0.registers.0',
      'addresses up to 27',
      'address 28',
    ],
    ['memory past the end', '"address": 0,', '"address": 128,', 'memory.0.address', 'at most 127', '128'],
    ['a count too large', '"count": 1', '"count": 16', 'memory.0.count', 'at most 15', '16'],
    [
      'a weight too many',
      '[1,2,3,4]',
      '[1,2,3,4,5]',
      'cores.0.cells.0.0',
      'at most 4 elements',
      '5 elements',
    ],
    ['an MVMU too few', ',\n        null\n', '\n', 'cores.0.cells', 'at least 2 elements', '1 elements'],
    [
      'a word that is none',
      '"0xb0000000000000",',
      '"0xb",',
      'cores.0.program.0.0',
      '0x and 14 hexadecimal digits',
      '"0xb"',
    ],
    [
      'half of a source line',
      '"0xb0000000000000",',
      '"0xb0000000000000","file"], ["0xb0000000000000",',
      'cores.0.program.0',
      'a word, and behind it file, line and text or nothing',
      '2 elements',
    ],
    ['a key that is not known', '"count": 1', '"count": 1, "kount": 1', 'memory.0.kount', 'no such key', '1'],
  ])('%s', (_, from, to, path, expected, actual) => {
    expect(findings(replaced(from, to))).toEqual([
      {
        code: 'CW-P022',
        severity: 'error',
        message: 'the image holds what the machine has no place for',
        where: { kind: 'json', file: 'image.json', path },
        expected,
        actual,
      },
    ]);
  });

  test('contents given twice', () => {
    const twice = replaced(/"registers": \[\n/, '"registers": [ { "address": 9, "values": [0] },\n');
    expect(findings(twice)).toMatchObject([
      { code: 'CW-P022', expected: 'each address once', actual: 'address 9 again' },
    ]);
  });

  test('many findings are counted', () => {
    const many = replaced('"values": [1,2]', `"values": [${Array(27).fill(99999)}]`);
    expect(findings(many)).toHaveLength(21);
    expect(findings(many).at(-1)).toEqual({
      code: 'CW-P022',
      severity: 'error',
      message: '7 more findings in the image',
      where: { kind: 'file', file: 'image.json' },
    });
  });

  test('what is not JSON', () => {
    expect(findings('.core 0')).toMatchObject([{ code: 'CW-C001' }]);
  });
});
