// chain_of_overrides: a module for tests
// Made from test/hdl-dsl/print/example.ts by `crossweave generate`. DO NOT EDIT.
module chain_of_overrides (
  input  logic       s_i,
  input  logic [3:0] d_i,
  output logic [3:0] out_o
);
  logic [3:0] first;
  logic [3:0] second;
  logic [3:0] third;
  logic [3:0] second_before;

  always_comb begin
    if (s_i) begin
      first[2:0] = d_i[2:0];
    end else begin
      first[2:0] = 3'd5;
    end
    first[3] = 1'b1;
  end

  always_comb begin
    if (s_i) begin
      second_before = first;
    end else begin
      second_before[3:1] = 3'd4;
      second_before[0] = 1'b0;
    end
  end

  assign second = first == 4'd11 ? 4'd4 : second_before;
  assign third = s_i ? second : 4'd0;
  assign out_o = third;

  // Read by nothing here.
  logic unused_d_i;
  assign unused_d_i = d_i[3];
endmodule
