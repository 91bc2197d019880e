import type { Module } from '../../../../hdl-dsl/ir/index.js';
import { clockDomains, tables } from './clocked-examples.js';
import { chainOfOverrides, expressions, memories, sequencer, shiftAdd } from './examples.js';
import type { Edit } from './tool-runs.js';

/** A design whose printed text is changed, so that comparisons must find it. */
export interface Fault {
  readonly top: () => Module;
  readonly edit: Edit;
}

function fault(name: string, make: () => Module, from: string, to: string): Fault {
  return {
    top: () => ({ ...make(), name }),
    edit: (path, text) => {
      if (path !== `${name}.sv`) return text;
      if (text.split(from).length !== 2) throw new Error(`\`${from}\` is not once in ${path}:\n${text}`);
      return text.replace(from, to);
    },
  };
}

/** One fault of each kind, each in a design of its own. */
export const faults: readonly Fault[] = [
  fault('fault_sign', shiftAdd, 'acc_q - term', 'acc_q + term'),
  fault('fault_enable', shiftAdd, 'else if (code_valid_i)', 'else if (!code_valid_i)'),
  fault('fault_reset_value', shiftAdd, "acc_q <= '0;", "acc_q <= '1;"),
  fault('fault_state', sequencer, 'phase_d = CONVERT', 'phase_d = IDLE'),
  fault('fault_compare', expressions, 'a_i < b_i', 'a_i <= b_i'),
  fault('fault_arithmetic_shift', expressions, 'a_i >>> 1', 'a_i >> 1'),
  fault('fault_override', chainOfOverrides, "4'd11", "4'd10"),
  fault('fault_word', memories, 'words_q[address_i] <=', "words_q[address_i ^ 3'd1] <="),
  fault('fault_mask', tables, '[7:4] <=', '[6:3] <='),
  fault('fault_contents', tables, "rom_q[2] = 8'd30", "rom_q[2] = 8'd31"),
  fault(
    'fault_clock',
    clockDomains,
    'posedge clk_read_i) begin\n    held_q',
    'posedge clk_write_i) begin\n    held_q',
  ),
  fault('fault_synchronous', clockDomains, 'if (in_reset_read)', 'if (!in_reset_read)'),
];
