import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { CrossweaveError } from '../../../base/crossweave-error.js';
import { assembleFile, assembleText, disassemble } from '../../../compiler/puma/index.js';
import { machine } from './machines.js';

const small = machine({
  cores: 2,
  dimension: 4,
  mvmus: 2,
  lanes: 4,
  registers: 16,
  memory: { words: 64 },
  tile: { fifos: 2 },
});
const folder = mkdtempSync(join(tmpdir(), 'crossweave-assembly-'));
afterAll(() => rmSync(folder, { recursive: true }));

function text(...lines: readonly string[]) {
  return assembleText(lines.join('\n'), small);
}

/** Core 0 of a text, printed again: what the assembler understood. */
function understood(...lines: readonly string[]): string[] {
  const { image } = text('.core 0', ...lines);
  const printed = disassemble(image, small).split('\n');
  const first = printed.indexOf('.core 0') + 1;
  return printed.slice(first, printed.indexOf('', first)).map((line) => line.trim());
}

describe('numbers', () => {
  test.each([
    ['0x1F', 31],
    ['0b101', 5],
    ['-7', -7],
    ['65535', -1],
    ['0xffff', -1],
    ['1.0', 4096],
    ['-0.5', -2048],
    ['7.9998', 32767],
    // Ties in units of 2^-12 go to even.
    ['0.0001220703125', 0],
    ['0.0003662109375', 2],
    ['-0.0001220703125', 0],
    ['-0.0003662109375', -2],
    ['0.1', 410],
    ['1.5*2', 12288],
    ['1.0/3', 1365],
    ['1.0/-3', -1365],
    ['7/2', 3],
    ['-7/2', -3],
    ['2+3*4', 14],
    ['(2+3)*4', 20],
    ['10-2-3', 5],
    ['--1', 1],
    ['+1', 1],
    ['K', 12],
    ['r_1 - K', -8],
    ['here', 1],
  ])('%s is %i', (number, value) => {
    const lines = ['hlt', 'here:', `set r0, ${number}`, '.const K 3 * r_1', '.const r_1 4'];
    expect(understood(...lines)).toEqual(['hlt', `set r0, ${value}`]);
  });

  test('with 0 fraction bits a number with a point is rounded to ones', () => {
    const { image } = assembleText('.core 0\nset r0, 2.5\nset r0, 3.5', machine({ fraction: 0 }));
    expect([...(image.cores[0]?.words ?? [])].map((word) => Number((word >> 26n) & 0xffffn))).toEqual([2, 4]);
  });
});

describe('statements', () => {
  test('labels, comments and continued lines', () => {
    const lines = [
      '; a comment',
      'a: b:  jmp c ; another',
      '  c:',
      '# and another',
      'alu.add r0, ; continued',
      '',
      '   r1, # once more',
      '   r2, 4',
      'brn.eq r0, r1, a',
    ];
    expect(understood(...lines)).toEqual([
      'L0:',
      'jmp L1',
      'L1:',
      'alu.add r0, r1, r2, 4',
      'brn.eq r0, r1, L0',
    ]);
  });

  test('registers may be computed', () => {
    const lines = ['.const K 1', 'copy xin(K).(K+2), r(K*15), 1, 1', 'copy r( 2 ), xin1 . 3, 1, 1'];
    expect(understood(...lines)).toEqual(['copy xin1.3, r15, 1, 1', 'copy r2, xin1.3, 1, 1']);
  });

  test('line ends and marks of other systems are read', () => {
    const { image } = assembleText('\uFEFF.core 0\r\nset r0, 1\r\nhlt\r\n', small);
    expect(image.cores[0]?.lines?.map(({ line, text: source }) => `${line} ${source}`)).toEqual([
      '2 set r0, 1',
      '3 hlt',
    ]);
  });

  test('a program may be written in parts, with labels of its own', () => {
    const { image } = text('.core 1', 'a: jmp b', '.core 0', 'a: jmp a', '.core 1', 'b: hlt');
    expect(disassemble(image, small)).toContain('.core 0\nL0:\n  jmp L0\n\n.core 1\n  jmp L1\nL1:\n  hlt\n');
  });

  test('units without a program stop at once', () => {
    const { image } = text('.core 1', '.data r0, 1');
    expect(image.cores.map(({ words }) => [...words])).toEqual([[0xbn << 52n], [0xbn << 52n]]);
    expect(image.cores[0]?.lines).toBeUndefined();
    expect([...(image.tile?.words ?? [])]).toEqual([0x3n << 54n]);
  });

  test('a machine without a tile is core 0 from the start', () => {
    const { image, warnings } = assembleText('hlt', machine({ system: 'puma-core' }));
    expect(image.cores).toHaveLength(1);
    expect(image.tile).toBeUndefined();
    expect(warnings).toEqual([]);
  });
});

describe('data', () => {
  test('registers, memory and packets', () => {
    const { image } = text(
      '.core 1',
      '.data xin1.2, -1, 0.5',
      '.data r1, 7',
      '.memory 3, 255, 1, 2',
      '.packet 1, 9',
    );
    expect(image.cores[1]?.registers).toEqual([
      { address: 6, values: Int16Array.of(-1, 2048) },
      { address: 9, values: Int16Array.of(7) },
    ]);
    expect(image.memory).toEqual([{ address: 3, count: 255, values: Int16Array.of(1, 2) }]);
    expect(image.packets).toEqual([{ fifo: 1, values: Int16Array.of(9) }]);
  });

  test('cells by rows and from a file', () => {
    writeFileSync(join(folder, 'all.json'), JSON.stringify(Array.from({ length: 4 }, () => [1, 2, 3, 4])));
    writeFileSync(join(folder, 'part.json'), JSON.stringify({ from: 'a test', values: [[5, 6]] }));
    const file = join(folder, 'cells.s');
    writeFileSync(
      file,
      '.core 0\n.cells 0, "all.json"\n.cells 1, "part.json", 3, 2\n.cells 1, 0, 1, -1, 0.5',
    );
    const { cells } = assembleFile(file, small).image.cores[0] ?? {};
    expect(cells?.[0]).toEqual(Int32Array.from([1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4]));
    expect(cells?.[1]).toEqual(Int32Array.from([1, -1, 2048, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 6]));
    expect(text().image.cores[0]?.cells).toEqual([undefined, undefined]);
  });

  test('words from files stand among others', () => {
    writeFileSync(join(folder, 'words.json'), '[[1, 2], [[3]]]');
    const { image } = assembleText('.memory 0, 1, 0, "words.json", 4', small, { folder });
    expect([...(image.memory[0]?.values ?? [])]).toEqual([0, 1, 2, 3, 4]);
  });
});

describe('warnings', () => {
  const warned = (...lines: readonly string[]) =>
    text('.core 0', ...lines, 'hlt').warnings.map(({ code }) => code);

  test.each([
    ['alu.add r1, r0, r8, 2', true],
    ['alu.add r1, r8, r0, 2', true],
    ['alu.add r0, r0, r1, 4', false],
    ['alu.add r4, r0, r8, 4', false],
    ['alu.add r1, r0, r8, 1', false],
    ['alui.add r3, r0, 1, 4', true],
    ['alu.subsample r4, r0, 2, 4', true],
    ['alu.subsample r3, r1, 2, 2', true],
    ['alu.subsample r4, r1, 2, 2', false],
    ['alu.tanh r1, r0, 2', true],
    ['alu.add xin0.1, xout0.0, r0, 4', false],
    ['alu.relu xin0.1, xout0.0, 10', true],
    ['copy xin0.1, xin0.0, 4, 1', true],
    ['copy xin0.1, xout0.0, 4, 1', false],
    ['copy r1, r0, 2, 2', true],
    ['load r1, [r1], 4, 1', false],
  ])('%s overwrites what it reads: %s', (line, overlaps) => {
    expect(warned(line)).toEqual(overlaps ? ['CW-P018'] : []);
  });

  test('a program that runs on, and a jump behind it', () => {
    expect(text('.core 0', 'jmp 2', 'set r0, 1').warnings.map(({ code }) => code)).toEqual([
      'CW-P019',
      'CW-P019',
    ]);
    expect(text('.core 0', 'a: jmp a', '.tile', 'halt').warnings).toEqual([]);
    expect(text('.tile', 'send 0, 0, 0, 1, 1').warnings.map(({ code }) => code)).toEqual(['CW-P019']);
    expect(text('.core 0', '.word 0x90140000000000', '.word 0x50000000000000').warnings).toEqual([]);
  });
});

describe('receives', () => {
  test('are fed by packets in order', () => {
    const lines = ['.tile', 'receive 0, 1, 1, 2, 2', 'receive 4, 0, 1, 1, 1', 'halt'];
    expect(() => text(...lines, '.packet 1, 1, 2', '.packet 0, 3', '.packet 1, 4, 5')).not.toThrow();
    expect(() => text(...lines, '.packet 1, 1, 2', '.packet 0, 3')).toThrow(/CW-P016: nobody feeds block 1/);
    expect(() => text(...lines, '.packet 1, 1, 2', '.packet 0, 3', '.packet 1, 4')).toThrow(
      /CW-P017: block 1 .* another width/,
    );
  });

  test("behind a halt, or as a word, are nobody's concern", () => {
    expect(() => text('.tile', 'halt', 'receive 0, 1, 1, 2, 2')).not.toThrow();
    expect(() => text('.tile', '.word 0x80000000000000', 'receive 0, 1, 1, 2, 2', 'halt')).not.toThrow();
  });
});

test('any text is assembled or refused with places inside it', () => {
  const word = fc.constantFrom(
    ...'alu.add alui.mul set copy copy.xin load store mvm jmp brn.eq hlt send receive halt .core .tile .const .data'.split(
      ' ',
    ),
    ...'.cells .memory .packet .word r0 r15 r( xin0.1 xout1.3 xin xout [ ] ( ) , , , : ; # + - * / " "x.json" a b a: b:'.split(
      ' ',
    ),
    ...['0', '1', '2', '16', '0x1f', '0b11', '0.5', '99999', '1e9', 'é', '\t', '\n', '\n', '\n', '\r\n'],
  );
  let refused = 0;
  fc.assert(
    fc.property(fc.array(word, { maxLength: 40 }), (words) => {
      const source = words.join(' ');
      const lines = source.split(/\r\n|\n/);
      try {
        const { image } = assembleText(source, small, { file: 'a.s', folder });
        expect(image.cores).toHaveLength(2);
      } catch (error) {
        if (!(error instanceof CrossweaveError)) throw error;
        refused++;
        for (const { where } of error.diagnostics) {
          if (where?.kind !== 'source') throw new Error('no place');
          const { line, column } = where.place;
          expect(column).toBeGreaterThan(0);
          expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? -1) + 1);
        }
      }
    }),
    { seed: 4, numRuns: 500 },
  );
  expect(refused).toBeGreaterThan(100);
});
