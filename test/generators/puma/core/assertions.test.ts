import { describe, expect, it } from 'vitest';
import { PumaCore } from '../../../../generators/puma/core/index.js';
import { build, type Statement } from '../../../../hdl-dsl/index.js';
import { stuckAt, withFault } from '../../support/fault.js';
import { CoreBench } from './support/core-bench.js';
import { smallCore } from './support/small-core.js';

type Assignment = Statement & { kind: 'assign' };
const config = smallCore();

/** A program that works every unit. @returns the assertion that fails, if any */
function failure(
  module?: string,
  fault?: (assignment: Assignment) => Statement | undefined,
): string | undefined {
  const top = build(PumaCore, config);
  try {
    const bench = new CoreBench(
      config,
      0,
      module === undefined || fault === undefined ? top : withFault(top, `tiny_${module}`, fault),
    );
    const { encoder, general: g } = bench;
    bench.memory.put(0, [1, 2, 3, 4, 5], 1);
    bench.execute(
      [
        encoder.core('load', { dest: g + 4, address: g, width: 5 }),
        encoder.core('alu.tanh', { dest: g + 8, src1: g + 4, vecWidth: 2 }),
        encoder.core('store', { address: g, src1: g + 4, width: 5 }),
        encoder.core('copy', { dest: 0, src1: g, width: 16, vecWidth: 2 }),
        encoder.core('jmp', { pc: 5 }),
        encoder.core('copy', { dest: 63, src1: g + 41, width: 16, vecWidth: 2 }),
        encoder.core('hlt'),
      ],
      500,
    );
    bench.step();
  } catch (error) {
    return /assertion (\w+)/.exec(String(error))?.[1] ?? String(error);
  }
  return undefined;
}

const drives = (name: string) => (a: Assignment) => a.target.name === name;

describe('assertions of a core', () => {
  it('hold', () => {
    expect(failure()).toBeUndefined();
  });

  it.each<[string, string, (a: Assignment) => boolean, bigint]>([
    [
      'NothingExecutesWhileStill',
      'core_execute',
      (a) => drives('valid')(a) && a.value.kind === 'literal',
      1n,
    ],
    ['WordsComeWhenAskedFor', 'core_memory_unit', drives('fresh'), 0n],
    ['WritesStayInTheRegisters', 'core_operand_ranges', drives('outside'), 0n],
    ['RomAccessHasTheWritePort', 'core_lookup_unit', drives('rom_write_ones'), 1n],
    ['OneWriteACycle', 'core_register_file', drives('write'), 1n],
  ])('%s notices a fault', (name, module, isMeant, value) => {
    expect(failure(module, (a) => (isMeant(a) ? stuckAt(a, value) : a))).toBe(name);
  });
});
