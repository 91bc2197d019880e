// memories: a module for tests
// Made from test/hdl-dsl/print/example.ts by `crossweave generate`. DO NOT EDIT.
module memories (
  input  logic        clk_i,      // clock
  input  logic        rst_ni,     // asynchronous reset, active low
  input  logic        write_i,
  input  logic [2:0]  address_i,
  input  logic [11:0] data_i,
  output logic [11:0] word_o,
  output logic [5:0]  all_o,
  output logic [11:0] only_o,
  output logic [2:0]  pair_o
);
  logic [11:0] words_q [5];
  logic [5:0] plane_q;
  logic [11:0] single_q [1];
  logic [11:0] pairs_q;

  assign word_o = address_i < 3'd5 ? words_q[address_i] : 12'd0;
  assign all_o = plane_q;
  assign only_o = address_i[2] == 1'b0 ? single_q[0] : 12'd0;
  assign pair_o = pairs_q[{2'd0, address_i[1:0]} * 4'd3 +: 3];

  always_ff @(posedge clk_i) begin
    if (write_i) begin
      if (address_i < 3'd5) begin
        words_q[address_i] <= data_i;
      end
      if (address_i < 3'd6) begin
        plane_q[address_i] <= data_i[0];
      end
    end
  end

  always_ff @(posedge clk_i) begin
    if (address_i[0] == 1'b0) begin
      single_q[0] <= data_i;
    end
  end

  always_ff @(posedge clk_i) begin
    pairs_q[{2'd0, address_i[2:1]} * 4'd3 +: 3] <= data_i[6:4];
  end

  // Read by nothing here.
  logic unused_rst_ni;
  assign unused_rst_ni = rst_ni;
endmodule
