// At most two words: `n` of them, the older one first.
module skid_buffer_reference (
  input  logic clk_i, input logic rst_ni,
  input  logic in_valid_i, output logic in_ready_o, input logic [`W-1:0] in_data_i,
  output logic out_valid_o, input logic out_ready_i, output logic [`W-1:0] out_data_o
);
  logic [1:0] n;
  logic [`W-1:0] older, newer;
  assign in_ready_o = n != 2;
  assign out_valid_o = n != 0;
  assign out_data_o = older;
  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) n <= 0;
    else n <= n + (in_valid_i && in_ready_o) - (out_valid_o && out_ready_i);
  end
  always_ff @(posedge clk_i) begin
    if (n == 0 || (n == 1 && out_ready_i)) older <= in_data_i;
    else if (out_ready_i) older <= newer;
    if (n == 1) newer <= in_data_i;
  end
endmodule
