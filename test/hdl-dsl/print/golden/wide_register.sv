// wide_register: a module for tests
// Made from test/hdl-dsl/print/example.ts by `crossweave generate`. DO NOT EDIT.
module wide_register (
  input  logic         clk_i,   // clock
  input  logic         rst_ni,  // asynchronous reset, active low
  input  logic         load_i,
  input  logic         high_i,
  input  logic [63:0]  data_i,
  output logic [127:0] q_o,
  output logic [63:0]  stamp_o
);
  logic [127:0] vector_q;
  logic [63:0] latest_q, latest_d;

  assign q_o = vector_q;
  assign stamp_o = latest_q;
  assign latest_d = data_i;

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      vector_q <= 128'd1;
    end else if (load_i) begin
      if (high_i) begin
        vector_q[127:64] <= data_i;
      end else begin
        vector_q[63:0] <= data_i;
      end
    end
  end

  always_ff @(posedge clk_i) begin
    if (load_i) begin
      latest_q <= latest_d;
    end
  end
endmodule
