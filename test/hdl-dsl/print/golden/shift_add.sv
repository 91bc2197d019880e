// shift_add: adds ADC codes into one signed sum, each weighted by its slice and input step.
// Made from test/hdl-dsl/print/example.ts by `crossweave generate`. DO NOT EDIT.
module shift_add (
  input  logic               clk_i,         // clock
  input  logic               rst_ni,        // asynchronous reset, active low
  input  logic               code_valid_i,  // a code is offered
  output logic               code_ready_o,
  input  logic [7:0]         code_data_i,   // unsigned ADC code
  input  logic [3:0]         shift_i,       // weight of the code: 2^shift
  input  logic               negative_i,    // the top input bit counts negatively
  input  logic               clear_i,
  output logic signed [19:0] sum_o          // complete when the last code was taken
);
  logic signed [19:0] acc_q, acc_d;  // partial sum
  logic [7:0] last_q, last_d;
  logic signed [19:0] term;

  assign term = $signed(20'(code_data_i)) << shift_i;
  assign code_ready_o = 1'b1;

  always_comb begin
    acc_d = acc_q;
    if (clear_i) begin
      acc_d = '0;
    end else if (code_valid_i) begin
      acc_d = negative_i ? acc_q - term : acc_q + term;
    end
  end

  assign sum_o = acc_q;
  assign last_d = code_data_i;

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      acc_q <= '0;
    end else begin
      acc_q <= acc_d;
    end
  end

  always_ff @(posedge clk_i) begin
    if (code_valid_i) begin
      last_q <= last_d;
    end
  end

`ifdef CROSSWEAVE_ASSERT
  logic in_reset;
  assign in_reset = !rst_ni;
  always_ff @(posedge clk_i) begin
    if (!in_reset) begin
      LastIsNotAll: assert (last_q != 8'd255)
      else $error("LastIsNotAll: 100%% of \"last\" is set");
    end
  end
`endif

  // Read by nothing here.
  logic unused_last_q;
  assign unused_last_q = ^last_q;
endmodule
