import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assembleText, decodeWord, disassembleWord, type Unit } from '../../../compiler/puma/index.js';
import type { PumaMachineConfig } from '../../../config/puma-machine.js';
import { machine, machineGeometry, machines, validWords } from './machines.js';

/** Words of a program of one unit, after the assembler. */
function assembled(lines: readonly string[], config: PumaMachineConfig, unit: Unit): bigint[] {
  const head = unit === 'tile' ? '.tile' : '.core 0';
  const { image } = assembleText([head, ...lines].join('\n'), config);
  return [...(unit === 'tile' ? (image.tile?.words ?? []) : (image.cores[0]?.words ?? []))];
}

const units = machines.flatMap((config) => {
  const all: readonly Unit[] = config.system === 'puma-tile' ? ['core', 'tile'] : ['core'];
  const geometry = machineGeometry(config);
  const { addressBits: a, pcBits: p, vectorWidthBits: v, countBits: c } = geometry;
  return all.map((unit) => ({ config, unit, geometry, name: `A ${a}, P ${p}, V ${v}, C ${c}: ${unit}` }));
});

const runs = 400;

describe.each(units)('$name', ({ config, unit, geometry }) => {
  const programWords = Math.min(
    unit === 'tile' ? (geometry.tile?.instructions ?? 0) : geometry.instructions,
    64,
  );

  test('every valid word is an instruction, and comes back from its text', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(
        fc.array(validWords(geometry, unit), { minLength: 1, maxLength: programWords }),
        (words) => {
          const decoded = words.map((word) => decodeWord(word, geometry, unit));
          for (const one of decoded) seen.add(`${one?.format.name}.${one?.operation?.name}`);
          expect(decoded).not.toContain(undefined);
          // A receive asks for packets, which one word by itself has not.
          const lines = words.map((word) => disassembleWord(word, geometry, unit));
          const raw = lines.map((line, k) => (line.startsWith('receive') ? `.word ${words[k]}` : line));
          expect(assembled(raw, config, unit)).toEqual(words);
        },
      ),
      { seed: 20, numRuns: runs / 4 },
    );
    expect(seen.size).toBe(unit === 'core' ? 18 + 4 + 5 + 6 + 7 : 3);
  });

  test('any word comes back from its text', () => {
    const near = validWords(geometry, unit).chain((word) =>
      fc.bigInt(0n, 55n).map((bit) => word ^ (1n << bit)),
    );
    const words = fc.oneof(near, fc.bigInt(0n, (1n << 56n) - 1n));
    let invalid = 0;
    fc.assert(
      fc.property(words, (word) => {
        const line = disassembleWord(word, geometry, unit);
        if (decodeWord(word, geometry, unit) === undefined) {
          invalid++;
          expect(line).toBe(`.word 0x${word.toString(16).padStart(14, '0')} ; no instruction`);
        }
        expect(assembled([line.startsWith('receive') ? `.word ${word}` : line], config, unit)).toEqual([
          word,
        ]);
      }),
      { seed: 21, numRuns: runs },
    );
    expect(invalid).toBeGreaterThan(runs / 10);
  });
});

describe('words by hand', () => {
  // Default machine: A = 10, P = 10, V = 10, C = 8; general registers from 256 on.
  const geometry = machineGeometry(machine());
  test.each([
    ['mvm 0b10, r0, xout1.127', '0001 10 0100000000 0011111111'],
    ['alu.subsample r1, r2, 31, 1', '0010 01111 0100000001 0100000010 0000000000 11111 0000000000'],
    ['alu.add xin0.0, xout0.0, r255, 257', '0010 00000 0000000000 0000000000 0111111111 00000 0100000000'],
    ['alu.rand xin1.127, 384', '0010 01110 0011111111 0000000000 0000000000 00000 0101111111'],
    ['alui.div r0, r0, -1, 512', '0011 00011 0100000000 0100000000 1111111111111111 0111111111'],
    ['alu-int.ne r0, r1, r2', '0100 00100 0100000000 0100000001 0100000010'],
    ['set r0, 4096', '0101 0100000000 0001000000000000'],
    ['copy r0, xout0.1, 16, 2', '0110 0 0100000000 0000000001 1111 0000000001'],
    ['copy r0, xin0.1, 16, 2', '0110 1 0100000000 0000000001 1111 0000000001'],
    ['copy r0, r1, 1, 1', '0110 0 0100000000 0100000001 0000 0000000000'],
    ['copy.xin r0, r1, 1, 1', '0110 1 0100000000 0100000001 0000 0000000000'],
    ['load xin1.0, [r3], 16, 8', '0111 0010000000 0100000011 1111 0000000111'],
    ['store [r3], xout1.0, 255, 1, 1', '1000 0100000011 0010000000 11111111 0000 0000000000'],
    ['jmp 584', '1001 1001001000'],
    ['brn.ge r0, r1, 3', '1010 101 0100000000 0100000001 0000000011'],
    ['hlt', '1011'],
  ])('%s', (text, bits) => {
    const word = BigInt(`0b${bits.replaceAll(' ', '').padEnd(56, '0')}`);
    expect(disassembleWord(word, geometry)).toBe(text);
    expect(assembled([text], machine(), 'core')).toEqual([word]);
  });

  test.each([
    ['send 32752, 255, 65535, 16, 1', '01 0111111111110000 11111111 1111111111111111 1111 0000000000'],
    ['halt', '11'],
  ])('%s', (text, bits) => {
    const word = BigInt(`0b${bits.replaceAll(' ', '').padEnd(56, '0')}`);
    expect(disassembleWord(word, geometry, 'tile')).toBe(text);
    expect(assembled([text], machine(), 'tile')).toEqual([word]);
  });

  test.each([
    ['opcode 0', 'core', '0000'],
    ['an opcode that is not used', 'core', '1100'],
    ['an empty mask', 'core', '0001 00 0100000000 0011111111'],
    ['an operation that is not there', 'core', '0010 10010'],
    ['a field that the operation does not use', 'core', '0010 01001 0100000000 0100000000 0000000001'],
    ['subsample by 0', 'core', '0010 01111 0100000001 0100000010 0000000000 00000'],
    ['a bit below the fields', 'core', '1011 0000000000000000000000000000000000000000000000000001'],
    ['an opcode of the tile', 'tile', '00'],
    ['a count above its bits', 'tile', '10 0000000000000000 00000000 0000000100000000'],
    ['a receive FIFO that is not there', 'tile', '10 0000000000000000 00010000'],
  ] as const)('%s is invalid', (_, unit, bits) => {
    const word = BigInt(`0b${bits.replaceAll(' ', '').padEnd(56, '0')}`);
    expect(decodeWord(word, geometry, unit)).toBeUndefined();
  });

  test('what the assembler would refuse is a word with its reason', () => {
    const texts = [
      ['0x2b000000000000', 'core'],
      [`0x${((0x9n << 52n) | (1000n << 42n)).toString(16)}`, 'core'],
      [`0x${((0x1n << 54n) | (0xffffn << 38n)).toString(16)}`, 'tile'],
    ] as const;
    expect(texts.map(([word, unit]) => disassembleWord(BigInt(word), geometry, unit))).toEqual([
      '.word 0x2b000000000000 ; no instruction',
      '.word 0x9fa00000000000 ; jmp 1000: the instruction address is out of range',
      '.word 0x7fffc000000000 ; send 65535, 0, 0, 1, 1: the blocks leave the data memory',
    ]);
  });
});
