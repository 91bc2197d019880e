// The loop that the harness is measured against: the same model, the same stimuli, no harness.
// Reads the job of bench/verilator-harness.ts from standard input, prints a hash of all outputs and the clocks.
#include "Vdut.h"
#include "verilated.h"

#include <cstdint>
#include <cstdio>
#include <cstring>
#include <vector>

static Vdut* top;
static uint64_t cycles = 0;

static inline void clockOnce() {
  top->clk_i = 0;
  top->eval();
  top->clk_i = 1;
  top->eval();
  cycles++;
}

static std::vector<uint32_t> read(size_t count) {
  std::vector<uint32_t> words(count);
  if (std::fread(words.data(), sizeof(uint32_t), count, stdin) != count) std::exit(1);
  return words;
}

int main(int argc, char** argv) {
  VerilatedContext context;
  context.commandArgs(argc, argv);
  top = new Vdut{&context};
  const std::vector<uint32_t> head = read(5);
  const uint32_t rows = head[0], columns = head[1], slices = head[2], vectors = head[3], words = head[4];
  const std::vector<uint32_t> cells = read(static_cast<size_t>(slices) * rows * words);
  const std::vector<uint32_t> inputs = read(static_cast<size_t>(vectors) * rows);

  context.assertOn(false);
  top->rst_ni = 1;
  top->clk_i = 0;
  top->eval();
  top->rst_ni = 0;
  clockOnce();
  clockOnce();
  top->clk_i = 0;
  top->eval();
  top->rst_ni = 1;
  context.assertOn(true);
  cycles = 0;

  top->prog_valid_i = 1;
  for (uint32_t s = 0; s < slices; s++) {
    top->prog_slice_i = s;
    for (uint32_t i = 0; i < rows; i++) {
      top->prog_row_i = i;
      std::memcpy(&top->prog_data_i[0], &cells[(static_cast<size_t>(s) * rows + i) * words], words * sizeof(uint32_t));
      clockOnce();
    }
  }
  top->prog_valid_i = 0;
  uint32_t hash = 2166136261u;
  for (uint32_t v = 0; v < vectors; v++) {
    top->in_valid_i = 1;
    for (uint32_t i = 0; i < rows; i++) {
      top->in_row_i = i;
      top->in_data_i = static_cast<uint16_t>(inputs[static_cast<size_t>(v) * rows + i]);
      clockOnce();
    }
    top->in_valid_i = 0;
    top->start_i = 1;
    clockOnce();
    top->start_i = 0;
    while (!top->done_o) clockOnce();
    for (uint32_t j = 0; j < columns; j++) {
      top->out_column_i = j;
      top->clk_i = 0;
      top->eval();
      hash = (hash ^ top->out_data_o) * 16777619u;
      top->clk_i = 1;
      top->eval();
      cycles++;
    }
  }
  std::printf("%u %llu\n", hash, static_cast<unsigned long long>(cycles));
  top->final();
  return 0;
}
