import { describe, expect, it } from 'vitest';
import { CrossweaveError } from '../../../../base/crossweave-error.js';
import type { Diagnostic } from '../../../../base/diagnostic.js';
import type { MachineImage } from '../../../../config/puma/image.js';
import type { PumaMachineConfig } from '../../../../config/puma-machine.js';
import { runMachine } from '../../../../sim-models/puma/machine/index.js';
import { coreImage, Encoder, imageOf } from './encode.js';
import { coreConfig, tileConfig } from './machines.js';

function findings(config: PumaMachineConfig, image: MachineImage): readonly Diagnostic[] {
  try {
    runMachine(config, image);
  } catch (error) {
    if (error instanceof CrossweaveError) return error.diagnostics;
    throw error;
  }
  throw new Error('nothing was thrown');
}

const core = coreConfig();
const tile = tileConfig();
const hlt = new Encoder(core).core('hlt');

function error(code: string, message: string, path: string, expected: string, actual: string) {
  return { code, severity: 'error', message, where: { kind: 'json', path }, expected, actual };
}

describe('images that do not fit the machine', () => {
  it('CW-P030: another machine', () => {
    const message = 'the program is for another machine';
    expect(findings(tile, imageOf([[hlt], [hlt], [hlt]]))).toEqual([
      error('CW-P030', message, 'cores', 'programs of at most 2 cores', 'programs of 3 cores'),
    ]);
    const image = imageOf([[hlt]], {
      tile: { words: new BigUint64Array(1) },
      packets: [{ fifo: 0, values: new Int16Array(1) }],
    });
    expect(findings(core, image)).toEqual([
      error('CW-P030', message, 'tile', 'no tile program, since machine is a core alone', 'a tile program'),
      error('CW-P030', message, 'packets', 'no packets, since machine has no network port', '1 packets'),
    ]);
  });

  it('CW-P031: a program too long', () => {
    const message = 'the program is too long';
    const long = new BigUint64Array(65).fill(hlt);
    const image = imageOf([[hlt], coreImage([...long])], { tile: { words: long } });
    expect(findings(tile, image)).toEqual([
      error('CW-P031', message, 'cores[1].words', 'at most 64 instructions', '65 instructions'),
      error('CW-P031', message, 'tile.words', 'at most 32 instructions', '65 instructions'),
    ]);
  });

  it('CW-P032: a word too wide', () => {
    expect(findings(core, imageOf([[hlt, hlt | (1n << 56n)]]))).toEqual([
      error(
        'CW-P032',
        'an instruction word is too wide',
        'cores[0].words[1]',
        '56 bits',
        '0x1b0000000000000',
      ),
    ]);
  });

  it('CW-P033: registers that are not there', () => {
    const registers = [
      { address: 79, values: new Int16Array(1) },
      { address: 78, values: new Int16Array(3) },
      { address: 80, values: new Int16Array(1) },
    ];
    const message = 'start values of registers that are not there';
    expect(findings(core, imageOf([coreImage([hlt], { registers })]))).toEqual([
      error('CW-P033', message, 'cores[0].registers[1]', 'register addresses 0 .. 79', 'addresses 78 .. 80'),
      error('CW-P033', message, 'cores[0].registers[2]', 'register addresses 0 .. 79', 'address 80'),
    ]);
  });

  it('CW-P034: matrices of another configuration', () => {
    const message = 'a matrix does not fit the MVMUs';
    const cells = [new Int32Array(63), new Int32Array(64), undefined];
    cells[1]![9] = 40_000;
    expect(findings(core, imageOf([coreImage([hlt], { cells })]))).toEqual([
      error(
        'CW-P034',
        'a matrix for an MVMU that is not there',
        'cores[0].cells',
        'matrices of at most 2 MVMUs',
        'matrices of 3',
      ),
      error('CW-P034', message, 'cores[0].cells[0]', '8 x 8 = 64 weights', '63 weights'),
      error(
        'CW-P034',
        message,
        'cores[0].cells[1][1][1]',
        'weights of 16 bits, encoding offset: -32768 .. 32767',
        '40000',
      ),
    ]);
    const differential = coreConfig({ mvmu: { ...core.mvmu, weightBits: 4, encoding: 'differential' } });
    const least = [new Int32Array(64).fill(-8)];
    expect(findings(differential, imageOf([coreImage([hlt], { cells: least })]))[0]).toMatchObject({
      expected: 'weights of 4 bits, encoding differential: -7 .. 7',
      actual: '-8',
    });
  });

  it('CW-P035: memory that is not there', () => {
    const memory = [{ address: 250, values: new Int16Array(7), count: 1 }];
    expect(findings(core, imageOf([[hlt]], { memory }))).toEqual([
      error(
        'CW-P035',
        'words of data memory that are not there',
        'memory[0]',
        'addresses 0 .. 255',
        'addresses 250 .. 256',
      ),
    ]);
  });

  it('CW-P036: counts too large', () => {
    const memory = [
      { address: 0, values: new Int16Array(1), count: 15 },
      { address: 1, values: new Int16Array(1), count: 16 },
    ];
    expect(findings(core, imageOf([[hlt]], { memory }))).toEqual([
      error(
        'CW-P036',
        'a count that the attribute cannot hold',
        'memory[1].count',
        '0 .. 15, the counts of 4 bits',
        '16',
      ),
    ]);
  });

  it('CW-P037: packets that cannot be sent', () => {
    const packets = [
      { fifo: 255, values: new Int16Array(16) },
      { fifo: 256, values: new Int16Array(0) },
      { fifo: 0, values: new Int16Array(17) },
    ];
    const message = 'a packet that cannot be sent';
    expect(findings(tile, imageOf([], { packets }))).toEqual([
      error('CW-P037', message, 'packets[1].values', '1 to 16 words', '0 words'),
      error('CW-P037', message, 'packets[1].fifo', 'a FIFO of 0 .. 255', '256'),
      error('CW-P037', message, 'packets[2].values', '1 to 16 words', '17 words'),
    ]);
  });
});
