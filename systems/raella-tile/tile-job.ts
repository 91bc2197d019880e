import { configAddress, programWrites } from '../../compiler/raella/tile/program-writes.js';
import { controls } from '../../config/raella/configuration-map.js';
import type { RaellaTileConfig } from '../../config/raella-machine.js';
import type { SimPort } from '../../verilator-harness/engine.js';
import { StimulusBuilder } from '../../verilator-harness/stimulus-builder.js';
import type { Level, PhaseJob } from '../system.js';
import { layerClocks } from './layer-clocks.js';
import { answerCount, type RunReads, readPlan } from './read-plan.js';
import { tileMonitors } from './tile-monitors.js';
import type { LayerRun, TilePhase } from './tile-phase.js';

/** The pin-level form of a phase: for each layer its program through the configuration port, then for each run its
 *  activations, the start, the wait for the end, and the reads of what no other pin shows. Each run is a mark; stall
 *  points take their seed while the rate is still 0. */
export function tileJob(
  config: RaellaTileConfig,
  ports: readonly SimPort[],
  phase: TilePhase,
  level: Level,
): PhaseJob {
  const { seed, rate } = phase.stalls;
  const stimulus = new StimulusBuilder(ports);
  stimulus.poke('stall_seed_i', seed).step().poke('stall_rate_i', rate);
  const port = new TilePort(stimulus, rate, config.activationBytes);
  const plan = readPlan(config, phase);
  let clocks = 0;
  let programming = 0;
  let mark = 0;
  for (const [l, { program, runs }] of phase.layers.entries()) {
    const writes = programWrites(config, program);
    const limit = port.slower(layerClocks(config, program));
    stimulus.mark(mark);
    for (const { address, data } of writes) port.write(address, data);
    programming += writes.length;
    for (const [r, run] of runs.entries()) {
      const reads = plan.find(({ layer, run: k }) => layer === l && k === r)!;
      stimulus.mark(mark++);
      const moved = port.load(run);
      port.write(configAddress('control', controls.run), 1);
      if (run.wait === 'poll') port.poll(limit);
      port.read(reads, limit);
      clocks += limit + port.slower(8 * (moved + answerCount(reads) + 4));
    }
  }
  return {
    stimulus: stimulus.build(),
    monitors: tileMonitors(config, level),
    cycleLimit: port.slower(8 * programming) + clocks + 1024,
    // A write takes a cycle, and what the stall point of the port adds.
    programmingCycles: Math.round((programming * 256) / (256 - rate)),
  };
}

/** Clocks that one word may wait without stalls, while no layer runs. */
const patience = 64;

/** Drives the ports of a tile in its bench. */
class TilePort {
  readonly #stimulus: StimulusBuilder;
  readonly #rate: number;
  readonly #bytes: number;

  /** @param bytes of the activation buffer */
  constructor(stimulus: StimulusBuilder, rate: number, bytes: number) {
    this.#stimulus = stimulus;
    this.#bytes = bytes;
    this.#rate = rate;
  }

  /** Clocks that something may take with the stalls: every handshake on its way may stall. */
  slower(clocks: number): number {
    return Math.ceil(clocks * (256 / (256 - this.#rate)) ** 2 * (this.#rate > 0 ? 4 : 1));
  }

  write(address: number, data: number): void {
    this.#stimulus.poke('cfg_data_i', data);
    this.#request(1, address, this.slower(patience));
  }

  /** @returns words moved */
  load({ activations }: LayerRun): number {
    let moved = 0;
    for (const { address, bytes, through } of activations) {
      for (const [k, byte] of bytes.entries()) {
        if (through === 'router') this.#net((address + k) & 0xffff, byte);
        else this.write(configAddress('activations', (address + k) % this.#bytes), byte);
      }
      moved += bytes.length;
    }
    return moved;
  }

  poll(limit: number): void {
    this.#stimulus.poke('go_i', 1).wait('finished_o', limit).poke('go_i', 0).step();
  }

  read({ barrier, overflows, outputs, memory }: RunReads, limit: number): void {
    if (barrier !== undefined) this.#request(0, barrier, limit);
    this.#request(0, overflows, this.slower(patience));
    for (const address of [...outputs, ...memory]) {
      this.#request(0, configAddress('activations', address), this.slower(patience));
    }
    this.#stimulus.wait('answered_o', this.slower(patience));
  }

  #request(write: number, address: number, limit: number): void {
    this.#stimulus
      .poke('cfg_valid_i', 1)
      .poke('cfg_write_i', write)
      .poke('cfg_address_i', address)
      .wait('cfg_ready_o', limit)
      .step()
      .poke('cfg_valid_i', 0);
  }

  #net(address: number, byte: number): void {
    this.#stimulus
      .poke('net_valid_i', 1)
      .poke('net_address_i', address)
      .poke('net_data_i', byte)
      .wait('net_ready_o', this.slower(patience))
      .step()
      .poke('net_valid_i', 0);
  }
}
