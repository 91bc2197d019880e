import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CrossweaveError } from '../../base/crossweave-error.js';
import { readVcdWindow } from '../../verilator-harness/vcd-window.js';

const folder = mkdtempSync(join(tmpdir(), 'crossweave-vcd-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'a.vcd');

const header = `$version somebody $end
$timescale 1ps $end
$scope module TOP $end
 $var wire 1 # clk_i $end
 $scope module top $end
  $var wire 1 # clk_i $end
  $var wire 8 % data_q [7:0]
  $end
  $var real 64 r level $end
  $scope module u_sub $end
   $var wire 8 % data_i [7:0] $end
  $upscope $end
 $upscope $end
$upscope $end
$enddefinitions $end
`;
const body = Array.from(
  { length: 5 },
  (_, c) =>
    `#${10 * c}\n0#\n${c === 2 ? 'bx01 %\n' : ''}r0.5 r\n#${10 * c + 5}\n1#\nb${(c * 3).toString(2).padStart(8, '0')} %\n`,
).join('');

describe('the reader of waveforms', () => {
  it('gives the value at the start and the changes within', () => {
    writeFileSync(file, header + body);
    const window = readVcdWindow(file, { from: 2, to: 3, signals: ['top.clk_i', 'data_i'] });
    expect(window).toEqual({
      fromTick: 20,
      toTick: 40,
      signals: [
        {
          name: 'top.clk_i',
          width: 1,
          changes: [
            { tick: 20, value: '0' },
            { tick: 25, value: '1' },
            { tick: 30, value: '0' },
            { tick: 35, value: '1' },
          ],
        },
        {
          name: 'top.u_sub.data_i',
          width: 8,
          changes: [
            { tick: 20, value: 'x01' },
            { tick: 25, value: '110' },
            { tick: 35, value: '1001' },
          ],
        },
      ],
    });
  });

  it('knows no value before the first dump', () => {
    writeFileSync(file, `${header}#100\n1#\n`);
    const { signals } = readVcdWindow(file, { from: 0, to: 20, signals: ['clk_i'] });
    expect(signals[0]!.changes).toEqual([{ tick: 100, value: '1' }]);
  });

  it('lists all signals once', () => {
    writeFileSync(file, header);
    const { signals } = readVcdWindow(file, { from: 0, to: 1 });
    expect(signals.map((s) => s.name)).toEqual(['top.clk_i', 'top.data_q', 'top.level', 'top.u_sub.data_i']);
  });

  it.each([
    ['no waveform', 'hello\n', 'line 1: hello'],
    ['half a header', header.slice(0, 200), 'line 9: the end of the file'],
    ['a broken declaration', header.replace('wire 8 %', 'wire zero %'), 'line 8:   $end'],
    ['a broken change', `${header}#0\n?\n`, 'line 17: ?'],
    ['a broken time', `${header}#1x\n`, 'line 16: #1x'],
  ])('CW-R005: %s', (_, text, actual) => {
    writeFileSync(file, text);
    try {
      readVcdWindow(file, { from: 0, to: 9 });
      expect.fail('it was accepted');
    } catch (error) {
      expect(error).toBeInstanceOf(CrossweaveError);
      expect((error as CrossweaveError).diagnostics).toEqual([
        {
          code: 'CW-R005',
          severity: 'error',
          message: `${file} is not a waveform`,
          where: { kind: 'file', file },
          actual,
        },
      ]);
    }
  });
});
