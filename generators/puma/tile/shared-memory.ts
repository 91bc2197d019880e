import { z } from 'zod';
import {
  all,
  bits,
  bool,
  input,
  literal,
  module,
  oneHotMux,
  output,
  uint,
  uintUpTo,
} from '../../../hdl-dsl/index.js';
import { numbered } from '../../../hdl-dsl/std/index.js';
import { bothPorts, streamInputs } from '../../../hdl-dsl/std/stream-ports.js';
import { concatLow } from '../../common/concat-low.js';
import { blockBits, blockRequest, blockWords } from '../core-ports.js';
import { DataMemory } from './data-memory.js';
import { MemoryArbiter } from './memory-arbiter.js';

/** The data memory with its clients.
 *
 *  A block granted in cycle q is checked in q + 1, where the client's `ready` is raised if it is done; words that are
 *  read come in q + 2. The configuration port reads and writes words in cycles without a grant. After reset all words
 *  and attributes are cleared, a row a cycle. */
export const SharedMemory = module({
  name: (p) => `${p.unit}_shared_memory`,
  comment: (p) => `The data memory and the arbiter of its ${p.clients} clients.`,
  params: z.object({
    unit: z.string(),
    /** Cores, then the tile control unit. */
    clients: z.int().min(1).max(255),
    words: z.int(),
    countBits: z.int(),
  }),
  ports: (p) =>
    bothPorts(
      {
        respValid: output(bits(p.clients), 'whose words come'),
        respData: output(bits(blockBits), 'words read by the block done in the cycle before'),
        access: input(bool, 'the configuration port asks for a word'),
        accessReady: output(bool, 'and has it in the next cycle'),
        accessWrite: input(bool),
        accessAddress: input(uint(16)),
        accessWord: input(bits(17 + p.countBits), 'count, valid, value to write'),
        answer: output(bits(17 + p.countBits), 'count, valid, value read, in the next cycle'),
        cleared: output(bool, 'the sweep after reset is over'),
        traceValid: output(bool, 'a block is done'),
        traceClient: output(uint(8)),
        traceWrite: output(bool),
        traceAddress: output(uint(16)),
        traceWidth: output(uint(4), 'words less one'),
        traceData: output(bits(blockWords * (17 + p.countBits)), 'words after it: count, valid, value low'),
      },
      streamInputs(blockRequest(p.countBits), p.clients),
    ),
  build(m, p, io) {
    const clients = numbered(io, 'in', p.clients);
    const rows = p.words / blockWords;
    const memory = m.instance('data', DataMemory, {
      unit: p.unit,
      words: p.words,
      countBits: p.countBits,
    });
    const arbiter = m.instance('arbiter', MemoryArbiter, { unit: p.unit, clients: p.clients });
    const { sweep, clear, poke, word } = m.regs({
      sweep: uintUpTo(rows, { reset: 0, comment: 'the row that is cleared next' }),
      clear: bool({ reset: false, comment: 'the row looked up is cleared' }),
      poke: bool({ reset: false, comment: 'the word looked up is written' }),
      word: bits(17 + p.countBits, { reset: 0 }),
    });
    const { cleared } = m.wires({ cleared: sweep.eq(rows) });
    io.cleared.drive(cleared);
    clear.next(cleared.not());
    m.when(cleared.not(), () => sweep.next(sweep.addWrap(1)));

    const { accessed } = m.wires({ accessed: all(cleared, io.access, arbiter.granted.not()) });
    io.accessReady.drive(all(cleared, arbiter.granted.not()));
    poke.next(accessed.and(io.accessWrite));
    m.when(accessed.and(io.accessWrite), () => word.next(io.accessWord));
    io.answer.drive(memory.firstWord);

    arbiter.enable.drive(cleared);
    arbiter.request.drive(concatLow(clients.map((client) => client.valid.asBits())));
    arbiter.wake.drive(poke);
    memory.look.drive(cleared.not().or(accessed).or(arbiter.granted));
    m.when(cleared.not(), () => {
      memory.address.drive(sweep.wrap(12).shiftLeft(4));
      memory.width.drive(blockWords - 1);
    })
      .elseWhen(arbiter.granted, () => {
        memory.address.drive(
          oneHotMux(
            arbiter.grant,
            clients.map((client) => client.data.address),
          ),
        );
        memory.width.drive(
          oneHotMux(
            arbiter.grant,
            clients.map((client) => client.data.width),
          ),
        );
      })
      .otherwise(() => {
        memory.address.drive(io.accessAddress);
        memory.width.drive(0);
      });

    // What is being checked still stands at its client.
    const asked = m.wires({
      askedWrite: bool({ default: false }),
      askedCount: uint(p.countBits, { default: 0 }),
      askedData: bits(blockBits, { default: 0 }),
    });
    m.when(arbiter.check, () =>
      m.switch(
        arbiter.client,
        Object.fromEntries(
          clients.map((client, k) => [
            k,
            () => {
              asked.askedWrite.drive(client.data.write);
              asked.askedCount.drive(client.data.count);
              asked.askedData.drive(client.data.data);
            },
          ]),
        ),
      ),
    );
    memory.check.drive(arbiter.check.or(poke).or(clear));
    memory.write.drive(asked.askedWrite.or(poke).or(clear));
    memory.force.drive(poke.or(clear));
    m.when(poke, () => {
      memory.data.drive(word.truncate(16).extend(blockBits));
      memory.newValid.drive(word.bit(16));
      memory.newCount.drive(word.slice(17, p.countBits).asUInt());
    }).otherwise(() => {
      memory.data.drive(asked.askedData);
      memory.newValid.drive(clear.not());
      memory.newCount.drive(asked.askedCount);
    });

    const { done } = m.wires({ done: arbiter.check.and(memory.done) });
    arbiter.done.drive(done);
    for (const [k, client] of clients.entries())
      client.ready.drive(done.and(p.clients === 1 ? literal(bool, true) : arbiter.client.eq(k)));

    const { respValid, respData } = m.regs({
      respValid: bits(p.clients, { reset: 0 }),
      respData: bits(blockBits),
    });
    const { read } = m.wires({ read: done.and(asked.askedWrite.not()) });
    respValid.next(concatLow(clients.map((_, k) => read.and(arbiter.client.eq(k)).asBits())));
    const elementBits = 17 + p.countBits;
    m.when(read, () =>
      respData.next(
        concatLow(Array.from({ length: blockWords }, (_, i) => memory.words.slice(i * elementBits, 16))),
      ),
    );
    io.respValid.drive(respValid);
    io.respData.drive(respData);

    io.traceValid.drive(done);
    io.traceClient.drive(arbiter.client.extend(8));
    io.traceWrite.drive(asked.askedWrite);
    io.traceAddress.drive(memory.checkedAddress);
    io.traceWidth.drive(memory.checkedWidth);
    io.traceData.drive(memory.words);

    m.assert(
      'OneUseAtATime',
      all(arbiter.check, poke.or(clear)).not(),
      'a cycle is of a client or of the port',
    );
    m.assert('QuietWhileCleared', cleared.or(arbiter.request.eq(0)), 'nobody asks before all is 0');
  },
});
