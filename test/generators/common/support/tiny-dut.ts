import type { DesignFile } from '../../../../base/design-file.js';
import type { PumaMvmuConfig } from '../../../../config/puma-mvmu.js';
import type { SignedArrayConfig } from '../../../../config/signed-array.js';

/** A unit under test written by hand around the macro: one slice, one input step, one ADC, outputs are the codes.
 *  Enough of the top module's protocol to exercise a test-bench, with pauses in its ready signals. */
export function tinyDut(config: PumaMvmuConfig | SignedArrayConfig): DesignFile {
  const { name, rows, columns, cellBits, dacBits, adcBits } = config;
  const puma = config.system === 'puma-mvmu';
  const index = (n: number) => Math.max(1, Math.ceil(Math.log2(n)));
  const outBits = puma ? config.output.bits : adcBits;
  const text = `module ${name} (
  input  logic clk_i, input logic rst_ni,
  input  logic prog_valid_i, output logic prog_ready_o,
  ${puma ? 'input logic [0:0] prog_slice_i, input logic prog_flags_i,' : ''}
  input  logic [${index(rows) - 1}:0] prog_row_i, input logic [${columns * (cellBits + 1) - 1}:0] prog_data_i,
  input  logic in_valid_i, output logic in_ready_o,
  input  logic [${index(rows) - 1}:0] in_row_i, input logic [${dacBits - 1}:0] in_data_i,
  input  logic start_i, output logic busy_o, output logic done_o,
  input  logic [${index(columns) - 1}:0] out_column_i, output logic signed [${outBits - 1}:0] out_data_o
  ${puma ? '' : ', output logic out_saturated_o'}
);
  logic [${rows * dacBits - 1}:0] row_code;
  logic signed [${adcBits - 1}:0] out_q [${columns}];
  logic signed [${adcBits - 1}:0] code;
  logic [15:0] count;
  logic toggle, converting, code_valid;
  logic [15:0] column;
  assign prog_ready_o = !busy_o && toggle;
  assign in_ready_o = !busy_o && toggle;
  assign converting = busy_o && count >= 1 && count <= ${columns};
  assign column = count - 16'd1;
  assign out_data_o = ${outBits}'(out_q[out_column_i]);
  ${puma ? '' : `assign out_saturated_o = out_q[out_column_i] == ${adcBits}'sd${2 ** (adcBits - 1) - 1} || out_q[out_column_i] == -${adcBits}'sd${2 ** (adcBits - 1)};`}
  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      busy_o <= 0; done_o <= 0; count <= 0; toggle <= 0;
    end else begin
      toggle <= !toggle;
      if (start_i && !busy_o) begin busy_o <= 1; done_o <= 0; count <= 0; end
      if (busy_o) begin
        count <= count + 1;
        if (code_valid) out_q[count - 2] <= code;
        if (count == ${columns + 1}) begin busy_o <= 0; done_o <= 1; end
      end
    end
  end
  always_ff @(posedge clk_i) begin
    if (in_valid_i && in_ready_o) begin
${Array.from({ length: dacBits }, (_, p) => `      row_code[${p * rows} + in_row_i] <= in_data_i[${p}];`).join('\n')}
    end
  end
  ${name}_xbar #(.Slice(0), .SliceBits(${cellBits})) u_xbar_0 (
    .clk_i(clk_i), .rst_ni(rst_ni), .prog_en_i(prog_valid_i && prog_ready_o ${puma ? '&& !prog_flags_i && prog_slice_i == 0' : ''}),
    .prog_row_i(prog_row_i), .prog_data_i(prog_data_i), .row_code_i(row_code),
    .sample_i(busy_o && count == 0), .sample_operation_i(32'd0), .sample_pass_i(1'b0), .sample_step_i(8'd0),
    .column_i(column[${index(columns) - 1}:0]), .convert_i(converting), .code_o(code), .done_o(code_valid));
endmodule
`;
  return { path: `rtl/${name}.sv`, text };
}
