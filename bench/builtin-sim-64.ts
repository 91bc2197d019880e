import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { printDesign } from '../hdl-dsl/print/index.js';
import { Simulator } from '../hdl-dsl/sim/simulator.js';
import { startValueArguments } from '../verilator-harness/verilator/flags.js';
import { buildBareLoop } from './bare-loop.js';
import { macArray } from './designs/mac-array.js';
import type { Measurement } from './measurement.js';

const lanes = 64;
const cycles = 500_000;
const rounds = 5;

/** The reference array of 64 lanes in the built-in simulator, with fresh pseudo-random operands in every lane and the
 *  result looked at every cycle; reference: Verilator's model of the same design in a C++ loop that does the same.
 *  Cycles a second after set-up, the fastest of five rounds in turns. The second line is the set-up alone, construction
 *  and first clock edge in a fresh process' first use; reference: translating and compiling for Verilator. */
export async function bench(): Promise<Measurement[]> {
  const top = macArray(lanes);
  const begin = performance.now();
  const simulator = new Simulator(top);
  simulator.step();
  const startUp = (performance.now() - begin) / 1000;

  const folder = mkdtempSync(join(tmpdir(), 'crossweave-bench-'));
  try {
    const sources = printDesign(top, { command: 'npm run bench' });
    const building = performance.now();
    const program = await buildBareLoop({ top: top.name, sources }, bareLoop(), folder);
    const build = (performance.now() - building) / 1000;
    let [own, bare] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let round = 0; round < rounds; round += 1) {
      const printed = spawnSync(program, startValueArguments(), { encoding: 'utf8' }).stdout;
      const [checksum = '', seconds] = printed.trim().split(' ');
      bare = Math.min(bare, Number(seconds));
      const run = runOwn(simulator);
      own = Math.min(own, run.seconds);
      if (String(run.checksum) !== checksum)
        throw new Error(`the built-in simulator computed ${run.checksum}, Verilator ${checksum}`);
    }
    return [
      {
        name: 'builtin-sim-64',
        value: cycles / own,
        unit: 'cycles/s',
        reference: cycles / bare,
        ratio: bare / own,
      },
      { name: 'builtin-sim-64-start', value: startUp, unit: 's', reference: build, ratio: startUp / build },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runOwn(simulator: Simulator): { readonly seconds: number; readonly checksum: number } {
  const operands = Array.from({ length: lanes }, (_, i) => [`a_${i}_i`, `b_${i}_i`]).flat();
  const poke = simulator.poker(['enable_i', 'clear_i', 'select_i', ...operands]);
  const result = simulator.pin('result_o');
  const values = new Int32Array(3 + 2 * lanes);
  simulator.reset();
  const begin = performance.now();
  let state = 1;
  let checksum = 2166136261;
  for (let cycle = 0; cycle < cycles; cycle += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    values[0] = (state & 7) === 0 ? 0 : 1;
    values[1] = ((state >>> 3) & 255) === 0 ? 1 : 0;
    values[2] = (state >>> 16) & (lanes - 1);
    for (let at = 3; at < values.length; at += 2) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      values[at] = state;
      values[at + 1] = state >>> 16;
    }
    poke(values);
    simulator.step();
    checksum = Math.imul(checksum ^ (simulator.peekAt(result) as number), 16777619);
  }
  return { seconds: (performance.now() - begin) / 1000, checksum: checksum >>> 0 };
}

/** The same in C++; the model's files are included before. */
function bareLoop(): string {
  const operands = Array.from(
    { length: lanes },
    (_, i) => `    state ^= state << 13; state ^= state >> 17; state ^= state << 5;
    top->a_${i}_i = state & 0xffff;
    top->b_${i}_i = state >> 16;`,
  );
  return `#include <chrono>
#include <cstdio>

int main(int argc, char** argv) {
  VerilatedContext* const context = new VerilatedContext;
  context->commandArgs(argc, argv);
  Vdut* const top = new Vdut{context};
  top->clk_i = 0;
  top->rst_ni = 1;
  top->eval();
  top->rst_ni = 0;
  top->eval();
  top->rst_ni = 1;
  top->eval();
  const auto begin = std::chrono::steady_clock::now();
  uint32_t state = 1;
  uint32_t checksum = 2166136261u;
  for (int cycle = 0; cycle < ${cycles}; cycle++) {
    state ^= state << 13; state ^= state >> 17; state ^= state << 5;
    top->enable_i = (state & 7) != 0;
    top->clear_i = ((state >> 3) & 255) == 0;
    top->select_i = (state >> 16) & ${lanes - 1};
${operands.join('\n')}
    top->clk_i = 1;
    top->eval();
    top->clk_i = 0;
    top->eval();
    checksum = (checksum ^ top->result_o) * 16777619u;
  }
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
  std::printf("%u %.6f\\n", checksum, seconds.count());
  top->final();
  return 0;
}
`;
}
