import { z } from 'zod';
import { tileUnit } from '../../../config/puma/configuration-map.js';
import {
  all,
  any,
  bits,
  bool,
  input,
  module,
  output,
  stream,
  struct,
  uint,
  uintBelow,
} from '../../../hdl-dsl/index.js';
import { numbered, queue } from '../../../hdl-dsl/std/index.js';
import { bothPorts, streamInputs, streamOutputs } from '../../../hdl-dsl/std/stream-ports.js';
import { configurationAnswer, configurationRequest } from '../core-ports.js';

/** A request of the pins `cfg`. */
export const machineRequest = struct({
  write: bool,
  /** Core number, or 255 for the tile. */
  unit: uint(8),
  space: uint(3),
  address: uint(24),
  data: bits(64),
});
/** Reads that may be under way. */
const readsUnderWay = 4;

/** Leads requests of the configuration port to their units, and answers back in the order of the reads.
 *
 *  Port k < cores belongs to core k, the last one to the tile. A unit that is not there drops writes and reads as 0. */
export const ConfigurationPort = module({
  name: (p) => `${p.unit}_configuration_port`,
  comment: (p) => `Leads configuration requests to ${p.cores} cores and the tile, and answers back in order.`,
  params: z.object({ unit: z.string(), cores: z.int().min(1).max(254) }),
  ports: (p) =>
    bothPorts(
      bothPorts(
        {
          enable: input(bool, 'takes requests'),
          cfg: input(stream(machineRequest)),
          cfgRead: output(stream(configurationAnswer)),
        },
        streamOutputs(configurationRequest, p.cores + 1),
      ),
      streamInputs(configurationAnswer, p.cores + 1),
    ),
  build(m, { cores }, io) {
    const units = cores + 1;
    const nobody = units;
    const requests = numbered(io, 'out', units);
    const answers = numbered(io, 'in', units);
    const order = m.instance('order', queue(uintBelow(units + 1)), { depth: readsUnderWay });
    m.ignore(order.count, 'the stream tells whether it is full');

    const { data } = io.cfg;
    const { isOpen, to } = m.wires({
      isOpen: all(io.enable, any(data.write, order.in.ready)),
      to: uintBelow(units + 1, { default: nobody }),
    });
    m.when(data.unit.eq(tileUnit), () => to.drive(cores)).elseWhen(data.unit.lt(cores), () =>
      to.drive(data.unit.wrap(to.width)),
    );
    const { taken } = m.wires({ taken: bool({ default: true }) });
    m.switch(to, Object.fromEntries(requests.map((request, k) => [k, () => taken.drive(request.ready)])));
    for (const [k, request] of requests.entries()) {
      request.valid.drive(all(io.cfg.valid, isOpen, to.eq(k)));
      request.data.drive({
        write: data.write,
        space: data.space,
        address: data.address,
        data: data.data,
      });
    }
    io.cfg.ready.drive(isOpen.and(taken));
    order.in.valid.drive(all(io.cfg.valid, io.enable, taken, data.write.not()));
    order.in.data.drive(to);

    const { from } = m.wires({ from: order.out.data });
    const { there } = m.wires({ there: bool({ default: true }) });
    io.cfgRead.data.drive({ data: 0 });
    m.switch(
      from,
      Object.fromEntries(
        answers.map((answer, k) => [
          k,
          () => {
            there.drive(answer.valid);
            io.cfgRead.data.drive({ data: answer.data.data });
          },
        ]),
      ),
    );
    io.cfgRead.valid.drive(order.out.valid.and(there));
    order.out.ready.drive(io.cfgRead.ready.and(there));
    for (const [k, answer] of answers.entries()) {
      const mine = order.out.valid.and(from.eq(k));
      answer.ready.drive(io.cfgRead.ready.and(mine));
      m.assert(`AnswerWasAsked${k}`, answer.valid.not().or(order.out.valid), 'only reads are answered');
    }
  },
});
