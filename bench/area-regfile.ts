import { compareArea } from './area.js';
import { registerFile } from './designs/register-file.js';
import type { Measurement } from './measurement.js';

/** Cells of a register file of 64 words of 32 bits, one write and two asynchronous reads; reference: written by hand. */
export async function bench(): Promise<Measurement[]> {
  return [await compareArea('area-regfile', registerFile(), byHand)];
}

const byHand = `module register_file_by_hand (
  input  logic        clk_i,
  input  logic        rst_ni,
  input  logic        write_i,
  input  logic [5:0]  target_i,
  input  logic [31:0] data_i,
  input  logic [5:0]  first_i,
  input  logic [5:0]  second_i,
  output logic [31:0] left_o,
  output logic [31:0] right_o
);
  logic [31:0] words_q [64];

  always_ff @(posedge clk_i) begin
    if (write_i) words_q[target_i] <= data_i;
  end

  assign left_o  = words_q[first_i];
  assign right_o = words_q[second_i];
endmodule
`;
