// expressions: a module for tests
// Made from test/hdl-dsl/print/example.ts by `crossweave generate`. DO NOT EDIT.
module expressions (
  input  logic signed [7:0]  a_i,
  input  logic signed [7:0]  b_i,
  input  logic [7:0]         u_i,
  input  logic [19:0]        vector_i,
  input  logic [2:0]         index_i,
  input  logic [69:0]        wide_i,
  output logic [3:0]         element_o,
  output logic [5:0]         third_o,
  output logic               less_o,
  output logic               at_most_o,
  output logic               at_most_three_o,
  output logic signed [7:0]  minimum_o,
  output logic signed [8:0]  negated_o,
  output logic signed [15:0] product_o,
  output logic signed [7:0]  halved_o,
  output logic signed [7:0]  shifted_o,
  output logic [7:0]         far_o,
  output logic [6:0]         ones_o,
  output logic               carry_o,
  output logic [3:0]         top_o,
  output logic               parity_o,
  output logic [13:0]        joined_o
);
  logic [8:0] carry_sum;
  logic signed [15:0] top_product;

  assign element_o = index_i < 3'd5 ? vector_i[{index_i, 2'd0} +: 4] : 4'd0;
  assign third_o = index_i[1:0] < 2'd3 ? vector_i[{3'd0, index_i[1:0]} * 5'd6 +: 6] : 6'd0;
  assign less_o = a_i < b_i;
  assign at_most_o = b_i >= a_i;
  assign at_most_three_o = a_i < 8'sd4;
  assign minimum_o = a_i == 8'sh80 ? 8'sh80 : -8'sd3;
  assign negated_o = -(9'(a_i));
  assign product_o = 16'(a_i) * 16'(b_i);
  assign halved_o = a_i >>> 1;
  assign shifted_o = a_i >>> u_i;
  assign far_o = wide_i >= 70'd8 ? 8'd0 : u_i << wide_i[3:0];
  assign ones_o = $countones({wide_i ^ 70'h20_0000_0000_0000_0005});
  assign carry_sum = 9'(u_i) + 9'(u_i);
  assign carry_o = carry_sum[8];
  assign top_product = 16'(a_i) * 16'(b_i);
  assign top_o = top_product[15:12];
  assign parity_o = ^u_i;
  assign joined_o = {u_i[7], u_i[7], a_i, -4'sd3};

  // Read by nothing here.
  logic unused_carry_sum;
  assign unused_carry_sum = ^carry_sum[7:0];
  logic unused_top_product;
  assign unused_top_product = ^top_product[11:0];
endmodule
