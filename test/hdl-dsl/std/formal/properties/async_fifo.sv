// A FIFO of DEPTH words of W bits between two clocks, which run as they like.
module async_fifo_properties (
  input logic clk_write_i, input logic rst_write_ni, input logic clk_read_i, input logic rst_read_ni,
  input logic in_valid_i, input logic [`W-1:0] in_data_i, input logic out_ready_i
);
  logic in_ready, out_valid;
  logic [`W-1:0] out_data;
  logic [$clog2(`DEPTH + 1)-1:0] written, held;
  `DUT u_dut (
    .clk_write_i, .rst_write_ni, .clk_read_i, .rst_read_ni,
    .in_valid_i, .in_ready_o(in_ready), .in_data_i, .out_valid_o(out_valid), .out_ready_i, .out_data_o(out_data),
    .written_o(written), .held_o(held)
  );

  // In reset at first, together; each side leaves it when it likes.
  (* gclk *) logic every;
  logic started = 1'b0;
  logic write_runs = 1'b0;
  logic read_runs = 1'b0;
  always_ff @(posedge every) begin
    started <= 1'b1;
    write_runs <= rst_write_ni;
    read_runs <= rst_read_ni;
    if (!started) assume (!rst_write_ni && !rst_read_ni && clk_write_i && clk_read_i);
    if (write_runs) assume (rst_write_ni);
    if (read_runs) assume (rst_read_ni);
  end

  (* anyconst *) logic [3:0] pick;
  logic [3:0] ins = 0, outs = 0;
  logic [`W-1:0] word;
  always_ff @(posedge clk_write_i) begin
    if (rst_write_ni) begin
      if (in_valid_i && in_ready) ins <= ins + 1'b1;
      if (in_valid_i && in_ready && ins == pick) word <= in_data_i;
      NoOverflow: assert (4'(ins - outs) <= `DEPTH);
      WrittenNeverTooFew: assert (4'(written) >= 4'(ins - outs));
      BecomesFull: cover (written == `DEPTH && 4'(ins - outs) == `DEPTH);
    end
  end

  logic waiting = 1'b0;
  logic [`W-1:0] before;
  always_ff @(posedge clk_read_i) begin
    before <= out_data;
    waiting <= rst_read_ni && out_valid && !out_ready_i;
    if (rst_read_ni) begin
      if (out_valid && out_ready_i) outs <= outs + 1'b1;
      NothingFromNothing: assert (!out_valid || ins != outs);
      HeldNeverTooMany: assert (4'(held) <= 4'(ins - outs));
      if (out_valid && outs == pick) WordsInOrder: assert (out_data == word);
      if (waiting) begin
        ValidHeldUntilReady: assert (out_valid);
        DataHeldUntilReady: assert (out_data == before);
      end
      SecondWordLeaves: cover (out_valid && out_ready_i && outs == 1);
    end
  end
endmodule
