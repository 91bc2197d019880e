import { z } from 'zod';
import { bits, bool, input, module, mux, output, uintBelow } from '../../../hdl-dsl/index.js';
import { oneHotOf, RoundRobinArbiter } from '../../../hdl-dsl/std/index.js';

/** Says which client's block is looked up next, in turn.
 *
 *  A block that could not be done sleeps until any block is done or the configuration port wakes it, so that those who
 *  wait in vain take no cycles from the others. */
export const MemoryArbiter = module({
  name: (p) => `${p.unit}_memory_arbiter`,
  comment: 'Grants the data memory to its clients in turn; blocks that must wait sleep.',
  params: z.object({ unit: z.string(), clients: z.int().min(1) }),
  ports: (p) => ({
    request: input(bits(p.clients), 'a block stands'),
    enable: input(bool, 'grants'),
    done: input(bool, 'the block checked in this cycle is done'),
    wake: input(bool, 'the configuration port writes a word'),
    granted: output(bool, 'a block is looked up in this cycle'),
    grant: output(bits(p.clients), 'of whom, one-hot'),
    check: output(bool, 'the block granted in the cycle before is checked'),
    client: output(uintBelow(p.clients), 'whose block is checked'),
  }),
  build(m, { clients }, io) {
    const { asleep, check, client } = m.regs({
      asleep: bits(clients, { reset: 0, comment: 'wait for a block to be done' }),
      check: bool({ reset: false }),
      client: uintBelow(clients, { reset: 0 }),
    });
    const { checked } = m.wires({
      checked: oneHotOf(client, clients).and(check.asBits().repeat(clients)),
    });
    const arbiter = m.instance('turn', RoundRobinArbiter, { requests: clients });
    arbiter.request.drive(mux(io.enable, io.request.and(asleep.not()).and(checked.not()), 0));
    arbiter.take.drive(true);
    io.granted.drive(arbiter.valid);
    io.grant.drive(arbiter.grant);
    check.next(arbiter.valid);
    m.when(arbiter.valid, () => client.next(arbiter.index));
    io.check.drive(check);
    io.client.drive(client);

    const { fails } = m.wires({ fails: check.and(io.done.not()) });
    m.when(io.done.or(io.wake), () => asleep.next(0)).elseWhen(fails, () => asleep.next(asleep.or(checked)));

    m.assert('RequestStays', checked.and(io.request.not()).eq(0), 'a block stands until it is done');
    m.assert('SleepersStand', asleep.and(io.request.not()).eq(0), 'only who asks can sleep');
  },
});
