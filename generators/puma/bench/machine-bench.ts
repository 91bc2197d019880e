import { z } from 'zod';
import {
  bits,
  bool,
  input,
  module,
  output,
  type PortSpecs,
  stream,
  uint,
  uintBelow,
  uintUpTo,
} from '../../../hdl-dsl/index.js';
import { StreamLinks } from '../../common/stream-links.js';
import { configurationAnswer } from '../core-ports.js';
import { Machine } from '../machine.js';
import { machineRequest } from '../tile/configuration-port.js';
import { machinePorts } from '../tile/machine-ports.js';
import type { MachineParameters } from '../tile/machine-top.js';
import { packetIn, packetOut } from '../tile/packet.js';
import { PacketSource, sourcePackets } from './packet-source.js';

/** Number of the bench's first stall point, apart from those in the machine. */
const firstPoint = 1000;

/** A machine in a test-bench that a pin-level stimulus can drive: the configuration port and its answers, a source and a
 *  sink of packets, stall points on all of them, and a count of cycles. Trace pins of the machine are passed on. */
export const MachineBench = module({
  name: ({ config }) => `${config.name}_bench`,
  comment: ({ config }) => `Test-bench of ${config.name}: packet source and sink, stall points, trace pins.`,
  params: z.custom<MachineParameters>((p) => typeof p === 'object' && p !== null && 'config' in p),
  ports: ({ config, stalls }) => ({
    cfg: input(stream(machineRequest), 'configuration port'),
    answerValid: output(bool, 'an answer to a read'),
    answerData: output(bits(64)),
    answered: output(bool, 'no answer is outstanding'),
    go: input(bool, 'the machine runs: packets are offered, cycles counted'),
    begin: output(bool, 'the first cycle of it'),
    cycleLimit: input(uint(32)),
    ended: output(bool, 'every unit has stopped, or the machine is stuck'),
    stopped: output(bool),
    stuck: output(bool),
    finished: output(bool, 'it has ended, or the limit is reached'),
    stallSeed: input(uint(32)),
    stallRate: input(uint(8), 'stalls in rate of 256 cycles'),
    ...(config.system === 'puma-tile'
      ? {
          packetWrite: input(bool, 'loads the packet source'),
          packetAddress: input(uintBelow(sourcePackets)),
          packet: input(packetIn),
          packetCount: input(uintUpTo(sourcePackets), 'packets that are offered'),
        }
      : {}),
    ...(tracePorts(machinePorts(config, stalls)) as Record<`trace${string}`, never>),
  }),
  build(m, parameters, io) {
    const dut = m.instance('machine', Machine, parameters);
    const links = new StreamLinks(m, { seed: io.stallSeed, rate: io.stallRate }, firstPoint);
    dut.stallSeed?.drive(io.stallSeed);
    dut.stallRate?.drive(io.stallRate);
    links.link('cfg', machineRequest, io.cfg, dut.cfg);

    const answer = links.take('cfg_read', configurationAnswer, dut.cfgRead);
    io.answerValid.drive(answer.valid);
    io.answerData.drive(answer.data.data);
    const { outstanding } = m.regs({
      outstanding: uint(32, { reset: 0, comment: 'reads without an answer' }),
    });
    const { asked } = m.wires({ asked: io.cfg.fire.and(io.cfg.data.write.not()) });
    m.when(asked.and(answer.valid.not()), () => outstanding.next(outstanding.addWrap(1))).elseWhen(
      answer.valid.and(asked.not()),
      () => outstanding.next(outstanding.subWrap(1)),
    );
    io.answered.drive(outstanding.eq(0));

    const { running, cycle } = m.regs({ running: bool({ reset: false }), cycle: uint(32, { reset: 0 }) });
    running.next(io.go);
    io.begin.drive(io.go.and(running.not()));
    m.when(io.go, () => cycle.next(cycle.addWrap(1)));
    io.ended.drive(dut.ended);
    io.stopped.drive(dut.stopped);
    io.stuck.drive(dut.stuck);
    io.finished.drive(dut.ended.or(cycle.ge(io.cycleLimit)));

    if (
      dut.netIn !== undefined &&
      dut.netOut !== undefined &&
      io.packet !== undefined &&
      io.packetWrite !== undefined &&
      io.packetAddress !== undefined &&
      io.packetCount !== undefined
    ) {
      const source = m.instance('source', PacketSource, {});
      source.write.drive(io.packetWrite);
      source.address.drive(io.packetAddress);
      source.packet.drive(io.packet);
      source.count.drive(io.packetCount);
      source.go.drive(io.go);
      links.link('net_in', packetIn, source.out, dut.netIn);
      const leaving = links.take('net_out', packetOut, dut.netOut);
      for (const signal of [leaving.valid, ...Object.values(leaving.data)]) {
        m.ignore(signal, 'the sink takes every packet; trace pins show them');
      }
    }
    forward(dut, io);
  },
});

function tracePorts(ports: PortSpecs): PortSpecs {
  return Object.fromEntries(Object.entries(ports).filter(([key]) => key.startsWith('trace')));
}

/** Leads the trace pins of the machine to the bench's of the same names. */
function forward(from: object, to: object): void {
  const tops = to as Record<string, { drive(value: unknown): void } | undefined>;
  for (const [key, value] of Object.entries(from)) if (key.startsWith('trace')) tops[key]?.drive(value);
}
