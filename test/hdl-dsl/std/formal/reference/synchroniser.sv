// Two registers in a row.
module synchroniser_reference (
  input logic clk_i, input logic rst_ni, input logic [`BITS-1:0] raw_i, output logic [`BITS-1:0] settled_o
);
  logic [`BITS-1:0] stage_0_q, stage_1_q;
  assign settled_o = stage_1_q;
  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) {stage_0_q, stage_1_q} <= {2{`BITS'(`INITIAL)}};
    else {stage_0_q, stage_1_q} <= {raw_i, stage_0_q};
  end
endmodule
