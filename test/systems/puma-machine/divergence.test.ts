import { describe, expect, it } from 'vitest';
import { cosimMachine } from '../../../systems/puma-machine/cosim-machine.js';
import { hasTool } from '../../support/tools.js';
import { imageOf, oneCore, plant, smallCore, withWeights } from './support.js';

/** Runs the program of one core on RTL with a fault in one file. */
async function withFault(file: string, from: string, to: string) {
  const image = withWeights(smallCore, imageOf(smallCore, oneCore));
  const run = await cosimMachine(smallCore, image, {
    engine: 'icarus',
    rtl: plant(smallCore, file, from, to),
  });
  expect(run.verdict).toBe('mismatch');
  return run;
}

describe.runIf(hasTool('iverilog'))('a fault in the RTL', () => {
  it('of a look-up is told with instruction, source line, state before, expected and got', async () => {
    const run = await withFault(
      '_core_lookup_result',
      "result_o = 16'(result_sum);",
      "result_o = 16'(result_sum) ^ 16'sd1;",
    );
    expect(run.first).toMatchObject({
      kind: 'write',
      unit: 'core 0',
      nature: 'value',
      instruction: {
        number: 4,
        address: 4,
        text: 'alu.sigmoid r40, r30, 3',
        source: { file: 'program.s', line: 6, text: 'alu.sigmoid r40, r30, 3' },
      },
      expected: { register: 104, value: 2538 },
      got: { register: 104, value: 2539 },
    });
    expect(run.explanation).toBe(
      [
        `mismatch: ${run.message}`,
        '',
        'first divergence: register write of core 0',
        '  instruction 4, at address 4: alu.sigmoid r40, r30, 3',
        '  --> program.s:6: alu.sigmoid r40, r30, 3',
        '  expected  r40  2538  0x09ea  0.61962890625 Q(4.12)',
        '  got       r40  2539  0x09eb  0.619873046875 Q(4.12)',
        '  before it',
        '    dest   r40   0     0x0000  0 Q(4.12)',
        '    dest   r41   0     0x0000  0 Q(4.12)',
        '    dest   r42   0     0x0000  0 Q(4.12)',
        '    src1   r30   2000  0x07d0  0.48828125 Q(4.12)',
        '    src1   r31   4000  0x0fa0  0.9765625 Q(4.12)',
        '    src1   r32   1000  0x03e8  0.244140625 Q(4.12)',
        '    flags  none',
        '  event 21 of its log, cycle 23 of the RTL',
        `and ${run.divergences.length - 1} more logs that differ`,
        '',
      ].join('\n'),
    );
  });

  it('of the memory that leaves a word invalid is a hang, with who waits for what', async () => {
    const run = await withFault(
      '_memory_bank',
      'valid_after = replace_i ? new_valid_i',
      "valid_after = replace_i ? 1'b0",
    );
    expect(run).toMatchObject({
      reason: 'hang',
      message: 'the RTL is stuck, the golden model stopped',
      first: { kind: 'memory', nature: 'missing', instruction: { number: 1, text: 'load r30, [r20], 4, 2' } },
    });
    expect(run.explanation).toContain('\n  the RTL has no such event\n');
    expect(run.explanation).toContain(
      '\n    memory   word 16  1000  0x03e8  0.244140625 Q(4.12)  valid 1  count 1\n',
    );
    expect(run.explanation).toContain(
      '\n\ngolden model: every unit stopped\nRTL: stuck\n  core 0 waits for memory at address 1, block at word 16\n',
    );
  });

  it('of a product belongs to the mvm that started it', async () => {
    const run = await withFault(
      '_mvmu_accumulator',
      'assign result_o = result;',
      "assign result_o = result ^ {15'd0, result[5]};",
    );
    expect(run.first).toMatchObject({
      kind: 'output',
      unit: 'core 0, MVMU 0',
      instruction: { address: 8, text: 'mvm 0b11, r63, r63', source: { line: 10 } },
    });
    expect(run.explanation).toMatch(/\n {4}inputs {2}xin0\.0 \.\. {2}2000 4000 1000 2000 3000 /);
  });

  it('of a branch is found where the other instruction retires', async () => {
    const run = await withFault('_core_scalar_unit', 'LT: holds_o = a_i < b_i;', 'LT: holds_o = b_i >= a_i;');
    // Six rounds of two instructions from the 14th on; in the last the branch is not taken.
    expect(run.first).toMatchObject({
      kind: 'retired',
      nature: 'value',
      event: 14 + 12,
      instruction: { number: 25, address: 15, text: 'brn.lt r60, r57, 14' },
      expected: { address: 16 },
      got: { address: 14 },
    });
    expect(run.explanation).toContain('\n  after it the RTL went on at address 14, not 16\n');
  });

  it('of an assertion is reported by its name, with what differs so far', async () => {
    const run = await withFault('_memory_bank', ": count - 8'd1", ": count - 8'd2");
    expect(run.reason).toBe('assertion');
    expect(run.message).toMatch(/^assertion CountOnlyFalls of .*u_memory\.\S* failed in cycle \d+: /);
    expect(run.first).toMatchObject({ kind: 'memory', got: { count: 255 } });
  });

  it('of a flag shows in the end', async () => {
    const run = await withFault(
      '_core_vector_lane',
      "overflow_o = 17'(result_choice) != sum;",
      "overflow_o = 1'b1;",
    );
    expect(run).toMatchObject({
      reason: 'state',
      differences: [{ unit: 'core 0', what: 'flags', expected: '0', got: '1' }],
    });
    expect(run.explanation).toContain('\nin the end\n  core 0, flags: expected 0, got 1\n');
  });

  it('of a duration names the first instruction that takes another time', async () => {
    const run = await withFault(
      '_core_execute',
      "_LOOKUP: last_step = step_q == 5'd10;",
      "_LOOKUP: last_step = step_q == 5'd11;",
    );
    expect(run.reason).toBe('cycles');
    expect(run.slower).toMatchObject({
      core: 0,
      number: 4,
      text: 'alu.sigmoid r40, r30, 3',
      expected: 33,
      got: 36,
    });
    expect(run.explanation).toContain(
      [
        'first instruction that took another time: core 0, instruction 4, at address 4: alu.sigmoid r40, r30, 3',
        '  --> program.s:6: alu.sigmoid r40, r30, 3',
        '  expected 33 cycles since the one before, got 36',
      ].join('\n'),
    );
  });
});
