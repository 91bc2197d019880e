import { commands, controls, spaces, tileUnit } from '../../config/puma/configuration-map.js';
import type { MachineImage, PacketWords } from '../../config/puma/image.js';
import type { PumaMachineConfig } from '../../config/puma-machine.js';
import { mvmCycles } from '../../sim-models/puma/machine/index.js';
import type { SimJob, SimPort } from '../../verilator-harness/engine.js';
import { StimulusBuilder } from '../../verilator-harness/stimulus-builder.js';
import { ConfigPort } from './config-port.js';
import { imageWrites } from './load-image.js';
import { machineMonitors } from './monitors.js';
import type { StateRead } from './state-reads.js';

/** Random stalls of every handshake. */
export interface Stalls {
  readonly seed: number;
  /** Each stall point stalls in `rate` of 256 cycles, 0 .. 240. */
  readonly rate: number;
}

export interface MachineJobOptions {
  /** Cycles after which a program that still runs is cut off. */
  readonly cycleLimit: number;
  readonly stalls?: Stalls;
  /** What is read once the machine has ended or was cut off. */
  readonly reads: readonly StateRead[];
}

/** What is under way where a run hangs or fails. */
export const marks = { load: 0, run: 1, read: 2 } as const;

/** Clocks beyond those of the program for anything else that may take long, such as clearing the memories. */
const spareClocks = 4_000_000;

/** The pin-level form of a run, for any engine: packets into the source, the image through the configuration port, the
 *  run command, the wait for the end, the reads. Stall points take their seed while the rate is still 0. */
export function machineJob(
  config: PumaMachineConfig,
  ports: readonly SimPort[],
  image: MachineImage,
  { cycleLimit, stalls = { seed: 0, rate: 0 }, reads }: MachineJobOptions,
): Omit<SimJob, 'design'> {
  const stimulus = new StimulusBuilder(ports);
  stimulus.mark(marks.load).poke('cycle_limit_i', cycleLimit).poke('stall_seed_i', stalls.seed).step();
  stimulus.poke('stall_rate_i', stalls.rate);
  if (image.packets.length > 0) loadPackets(stimulus, image.packets);

  const port = new ConfigPort(stimulus);
  const writes = imageWrites(config, image);
  for (let k = 0; k < writes.length; k += 1) port.write(...writes.at(k));
  stimulus.mark(marks.run);
  port.write(tileUnit, spaces.control, controls.command, commands.run, 0);
  port.rest();
  stimulus.poke('go_i', 1).wait('finished_o', 0xffff_ffff);

  stimulus.mark(marks.read).table(1, {}, ['ended_o', 'stopped_o', 'stuck_o']);
  // A core that trapped may have left MVMUs running, whose results are read too.
  stimulus.step(mvmCycles(config));
  for (const { unit, space, address } of reads) port.read(unit, space, address);
  port.rest();
  stimulus.wait('answered_o', spareClocks);
  return {
    stimulus: stimulus.build(),
    monitors: machineMonitors(config, ports),
    cycleLimit: cycleLimit + 64 * (writes.length + reads.length) + spareClocks,
  };
}

function loadPackets(stimulus: StimulusBuilder, packets: readonly PacketWords[]): void {
  const data = new Uint32Array(8);
  stimulus.poke('packet_write_i', 1);
  for (const [k, { fifo, values }] of packets.entries()) {
    data.fill(0);
    for (const [w, value] of values.entries()) data[w >> 1]! |= (value & 0xffff) << (16 * (w & 1));
    stimulus
      .poke('packet_address_i', k)
      .poke('packet_fifo_i', fifo)
      .poke('packet_width_i', values.length - 1)
      .poke('packet_data_i', data)
      .step();
  }
  stimulus.poke('packet_write_i', 0).poke('packet_count_i', packets.length);
}
