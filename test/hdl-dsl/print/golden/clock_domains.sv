// clock_domains: a count that another clock reads.
// Made from test/hdl-dsl/print/example.ts by `crossweave generate`. DO NOT EDIT.
module clock_domains (
  input  logic       clk_write_i,   // clock of `write`
  input  logic       rst_write_ni,  // asynchronous reset of `write`, active low
  input  logic       clk_read_i,    // clock of `read`
  input  logic       rst_read_ni,   // synchronous reset of `read`, active low
  input  logic       step_i,        // counts one up
  output logic [3:0] level_o,       // as the reader sees it
  output logic       parity_o
);
  logic [3:0] count_q, count_d;  // in the domain that writes
  (* ASYNC_REG = "TRUE" *) logic [3:0] first_q;
  logic [3:0] first_d;
  (* ASYNC_REG = "TRUE" *) logic [3:0] second_q;
  logic [3:0] second_d;
  logic [3:0] held_q, held_d;  // without a reset
  logic [3:0] gray;  // one bit changes at a time; read in any domain: a Gray code is at most one step old
  logic follow_x;

  follower u_follow (
    .clk_i(clk_read_i),
    .rst_ni(rst_read_ni),
    .x_i(follow_x),
    .y_o(parity_o)
  );

  assign gray = count_q ^ {1'b0, count_q[3:1]};
  assign level_o = held_q;
  assign follow_x = ^second_q;
  assign count_d = count_q + 4'd1;
  assign first_d = gray;
  assign second_d = first_q;
  assign held_d = second_q;

  logic in_reset_read;
  assign in_reset_read = !rst_read_ni;

  always_ff @(posedge clk_write_i or negedge rst_write_ni) begin
    if (!rst_write_ni) begin
      count_q <= 4'd9;
    end else if (step_i) begin
      count_q <= count_d;
    end
  end

  always_ff @(posedge clk_read_i) begin
    if (in_reset_read) begin
      first_q <= 4'd5;
      second_q <= 4'd5;
    end else begin
      first_q <= first_d;
      second_q <= second_d;
    end
  end

  always_ff @(posedge clk_read_i) begin
    held_q <= held_d;
  end

`ifdef CROSSWEAVE_ASSERT
  logic in_reset_write;
  assign in_reset_write = !rst_write_ni;
  always_ff @(posedge clk_write_i) begin
    if (!in_reset_write) begin
      CodeOfZeroIsZero: assert (count_q != 4'd0 || gray == 4'd0)
      else $error("CodeOfZeroIsZero: another code");
    end
  end
  always_ff @(posedge clk_read_i) begin
    if (!in_reset_read) begin
      ZeroHasNoParity: assert (second_q != 4'd0 || !(^second_q))
      else $error("ZeroHasNoParity: odd");
    end
  end
`endif
endmodule
