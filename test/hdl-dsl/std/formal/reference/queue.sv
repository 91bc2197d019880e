// A queue as a row of places: the oldest word is at 0, and all move down when it leaves.
module queue_reference (
  input  logic clk_i, input logic rst_ni,
  input  logic in_valid_i, output logic in_ready_o, input logic [`W-1:0] in_data_i,
  output logic out_valid_o, input logic out_ready_i, output logic [`W-1:0] out_data_o,
  output logic [$clog2(`DEPTH + 1)-1:0] count_o
);
  logic [`W-1:0] place [`DEPTH + 1];
  logic [7:0] n;
  logic enters, leaves;
  assign in_ready_o = n < `DEPTH || (`PIPE != 0 && out_ready_i);
  assign out_valid_o = n > 0 || (`FLOW != 0 && in_valid_i);
  assign out_data_o = n > 0 ? place[0] : in_data_i;
  assign count_o = n;
  assign enters = in_valid_i && in_ready_o;
  assign leaves = out_valid_o && out_ready_i;
  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) n <= 0;
    else n <= n + enters - leaves;
  end
  integer i;
  always_ff @(posedge clk_i) begin
    for (i = 0; i < `DEPTH; i = i + 1) begin
      if (enters && 8'(i) + leaves == n) place[i] <= in_data_i;
      else if (leaves) place[i] <= place[i + 1];
    end
  end
endmodule
