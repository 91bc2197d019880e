// What both ends of a stream keep to, and what every component that carries words through keeps to.
// Each module is clocked by its user's clock; after reset nothing has happened.

// A word that is valid stays, and does not change, until it is taken: asserted of an output.
module held_output #(parameter int W = 1) (
  input logic clk_i, input logic rst_ni, input logic valid_i, input logic ready_i, input logic [W-1:0] data_i
);
  logic waiting;
  logic [W-1:0] word;
  always_ff @(posedge clk_i) begin
    if (!rst_ni) waiting <= 1'b0;
    else waiting <= valid_i && !ready_i;
    word <= data_i;
    if (rst_ni && waiting) begin
      ValidHeldUntilReady: assert (valid_i);
      DataHeldUntilReady: assert (data_i == word);
    end
  end
endmodule

// The same, assumed of an input.
module held_input #(parameter int W = 1) (
  input logic clk_i, input logic rst_ni, input logic valid_i, input logic ready_i, input logic [W-1:0] data_i
);
  logic waiting;
  logic [W-1:0] word;
  always_ff @(posedge clk_i) begin
    if (!rst_ni) waiting <= 1'b0;
    else waiting <= valid_i && !ready_i;
    word <= data_i;
    if (rst_ni && waiting) assume (valid_i && data_i == word);
  end
endmodule

// Word number `pick`, whichever that is, comes out as word number `pick` with its data; so the order is kept, and nothing is lost
// between two words or doubled. `flow_i`: a word may leave in the cycle in which it comes. `held_o` is how many words are inside.
module word_order #(parameter int W = 1, parameter int Bits = 4) (
  input logic clk_i, input logic rst_ni,
  input logic in_fire_i, input logic [W-1:0] in_data_i,
  input logic out_fire_i, input logic [W-1:0] out_data_i,
  input logic flow_i, output logic [Bits-1:0] held_o
);
  (* anyconst *) logic [Bits-1:0] pick;
  logic [Bits-1:0] ins;
  logic [Bits-1:0] outs;
  logic [W-1:0] word;
  assign held_o = ins - outs;
  always_ff @(posedge clk_i) begin
    if (!rst_ni) begin
      ins <= '0;
      outs <= '0;
    end else begin
      if (in_fire_i) ins <= ins + 1'b1;
      if (out_fire_i) outs <= outs + 1'b1;
      if (in_fire_i && ins == pick) word <= in_data_i;
      if (out_fire_i) begin
        NothingFromNothing: assert (ins != outs || (flow_i && in_fire_i));
`ifndef NO_WORDS
        if (outs == pick) WordsInOrder: assert (out_data_i == (ins == outs ? in_data_i : word));
`endif
      end
    end
  end
endmodule

// The first cycle is in reset; later ones as the solver likes.
module reset_first (input logic clk_i, input logic rst_ni);
  logic started = 1'b0;
  always_ff @(posedge clk_i) begin
    started <= 1'b1;
    if (!started) assume (!rst_ni);
  end
endmodule
