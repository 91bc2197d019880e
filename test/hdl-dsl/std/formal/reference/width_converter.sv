// Bits in a row, the oldest first; words are taken while fewer than two outputs are held.
module width_converter_reference (
  input  logic clk_i, input logic rst_ni,
  input  logic in_valid_i, output logic in_ready_o, input logic [`FROM-1:0] in_data_i,
  output logic out_valid_o, input logic out_ready_i, output logic [`TO-1:0] out_data_o
);
  logic [31:0] row, after;
  logic [7:0] n, rest;
  assign in_ready_o = n < 2 * `TO;
  assign out_valid_o = n >= `TO;
  assign out_data_o = row;
  always_comb begin
    after = row;
    rest = n;
    if (out_valid_o && out_ready_i) begin
      after = after >> `TO;
      rest = rest - `TO;
    end
    if (in_valid_i && in_ready_o) begin
      after = (after & ((32'd1 << rest) - 32'd1)) | (32'(in_data_i) << rest);
      rest = rest + `FROM;
    end
  end
  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) n <= 0;
    else n <= rest;
  end
  always_ff @(posedge clk_i) row <= after;
endmodule
