import { z } from 'zod';
import { controls, spaceLow, spaces } from '../../../config/raella/configuration-map.js';
import { crossbarsOf } from '../../../config/raella/geometry.js';
import type { RaellaTileConfig } from '../../../config/raella-machine.js';
import { bits, bool, input, module, mux, output, sint, stream, uint } from '../../../hdl-dsl/index.js';
import { placedActivation } from '../tile/activation-buffer.js';
import { configurationRequest } from '../tile/configuration-port.js';
import { RaellaTile } from '../tile/index.js';

interface TileBenchParameters {
  readonly config: RaellaTileConfig;
  /** Stall points at the ports of the tile. */
  readonly stalls: boolean;
}

/** A tile in a test-bench that a pin-level stimulus can drive: configuration port and router with stall points, answers and
 *  outputs as pins, and a poller that asks `running` until a layer has ended. */
export const TileBench = module({
  name: ({ config }) => `${config.name}_bench`,
  comment: ({ config }) => `Test-bench of ${config.name}: stall points, answers, outputs, and a poller.`,
  params: z.custom<TileBenchParameters>((p) => typeof p === 'object' && p !== null && 'config' in p),
  ports: ({ config }) => ({
    stallSeed: input(uint(32)),
    stallRate: input(uint(8), 'stalls in rate of 256 cycles'),
    cfg: input(stream(configurationRequest), 'configuration port, between polls'),
    net: input(stream(placedActivation), 'activations from the router'),
    go: input(bool, 'polls until no layer runs'),
    finished: output(bool, 'none runs'),
    answerValid: output(bool, 'an answer to a read of `cfg`'),
    answerData: output(bits(32)),
    answered: output(bool, 'no answer is outstanding'),
    outValid: output(bool, 'an output leaves to the router'),
    outAddress: output(uint(16)),
    outData: output(bits(8)),
    outLast: output(bool),
    traceSumValid: output(bool),
    traceSumData: output(sint(40)),
    tracePartValid: output(bool),
    tracePartData: output(bits(32 * crossbarsOf(config))),
  }),
  build(m, { config, stalls }, io) {
    const dut = m.instance('tile', RaellaTile, { config, stalls });
    dut.stallSeed?.drive(io.stallSeed);
    dut.stallRate?.drive(io.stallRate);
    if (!stalls) {
      m.ignore(io.stallSeed, 'there are no stall points');
      m.ignore(io.stallRate, 'there are no stall points');
    }

    const { asks, polls } = m.wires({ asks: bool, polls: bool });
    const { outstanding } = m.regs({
      outstanding: uint(32, { reset: 0, comment: 'reads without an answer' }),
    });
    dut.cfgReply.ready.drive(true);
    const { answer } = m.wires({ answer: dut.cfgReply.valid.and(polls.not()) });
    const poller = m.machine('poller', {
      initial: 'Rest',
      states: {
        Rest: (s) => m.when(io.go, () => s.goto('Ask')),
        Ask: (s) => m.when(dut.cfg.ready, () => s.goto('Listen')),
        Listen: (s) =>
          m.when(dut.cfgReply.valid, () => {
            m.when(dut.cfgReply.data.data.bit(0), () => s.goto('Ask')).otherwise(() => s.goto('Done'));
          }),
        Done: (s) => m.when(io.go.not(), () => s.goto('Rest')),
      },
    });
    asks.drive(poller.is('Ask'));
    polls.drive(poller.is('Ask').or(poller.is('Listen')));
    io.finished.drive(poller.is('Done'));

    const { data } = io.cfg;
    dut.cfg.valid.drive(asks.or(io.cfg.valid.and(polls.not())));
    dut.cfg.data.drive({
      write: data.write.and(asks.not()),
      address: mux(asks, spaces.control * 2 ** spaceLow + controls.run, data.address),
      data: data.data,
    });
    io.cfg.ready.drive(dut.cfg.ready.and(polls.not()));

    const { asked } = m.wires({ asked: io.cfg.fire.and(data.write.not()) });
    m.when(asked.and(answer.not()), () => outstanding.next(outstanding.addWrap(1))).elseWhen(
      answer.and(asked.not()),
      () => outstanding.next(outstanding.subWrap(1)),
    );
    io.answered.drive(outstanding.eq(0));
    io.answerValid.drive(answer);
    io.answerData.drive(dut.cfgReply.data.data);

    dut.netIn.valid.drive(io.net.valid);
    dut.netIn.data.drive({ address: io.net.data.address, data: io.net.data.data });
    io.net.ready.drive(dut.netIn.ready);
    dut.netOut.ready.drive(true);
    io.outValid.drive(dut.netOut.valid);
    io.outAddress.drive(dut.netOut.data.address);
    io.outData.drive(dut.netOut.data.data);
    io.outLast.drive(dut.netOut.data.last);
    io.traceSumValid.drive(dut.traceSumValid);
    io.traceSumData.drive(dut.traceSumData);
    io.tracePartValid.drive(dut.tracePartValid);
    io.tracePartData.drive(dut.tracePartData);
  },
});
