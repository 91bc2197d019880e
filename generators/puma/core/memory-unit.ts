import { machineGeometry } from '../../../config/puma/geometry.js';
import {
  type Bool,
  bits,
  bool,
  flow,
  input,
  literal,
  module,
  mux,
  output,
  stream,
  uint,
  uintUpTo,
} from '../../../hdl-dsl/index.js';
import { blockBits, blockRequest } from '../core-ports.js';
import { blockShape } from './decoded.js';
import { machineParams } from './machine-params.js';

/** Loads and stores, block by block. A store gathers the words of a block, a beat a cycle, and asks the memory until the
 *  block is done; a load asks until it is done, and in the cycle after begins to write its words, a beat a cycle. */
export const MemoryUnit = module({
  name: (p) => `${p.name}_core_memory_unit`,
  comment: 'Loads and stores: beats of words, requests of whole blocks.',
  params: machineParams,
  ports: (p) => {
    const { lanes, countBits } = machineGeometry(p);
    return {
      start: input(bool, 'a load or store has its first cycle'),
      isStore: input(bool),
      address: input(uint(16), 'of the first word, in the first cycle'),
      block: input(blockShape(p)),
      words: input(bits(16 * lanes), 'words to store'),
      beat: output(bool, 'words are taken from the registers, or come from memory'),
      beatCount: output(uintUpTo(lanes), 'words of the beat'),
      loaded: output(bits(16 * lanes), 'words that come from memory'),
      done: output(bool, 'the last cycle'),
      waits: output(bool, 'the memory keeps the instruction waiting'),
      wanted: output(uint(16), 'address of the block that is asked for; 0 if none is'),
      request: output(stream(blockRequest(countBits))),
      response: input(flow(bits(blockBits))),
    };
  },
  build(m, p, io) {
    const { lanes, vectorWidthBits } = machineGeometry(p);
    const { block: shape } = io;
    const beatBits = 16 * lanes;
    const beats = blockBits / beatBits;
    // A block of one beat has no others to count.
    const counter =
      beats === 1 ? undefined : m.regs({ beatNumber: uintUpTo(beats - 1, { reset: 0 }) }).beatNumber;
    const isBeat = (k: number): Bool => counter?.eq(k) ?? literal(bool, true);
    const { address, blocksLeft, wordsLeft, asked, fresh, words } = m.regs({
      address: uint(16, { reset: 0, comment: 'of the block' }),
      blocksLeft: uint(vectorWidthBits, { reset: 0, comment: 'after this one' }),
      wordsLeft: uint(4, { reset: 0, comment: 'words of the block that are left, less one' }),
      asked: bool({ reset: false, comment: 'the request stands since an earlier cycle' }),
      fresh: bool({ reset: false, comment: 'the words of the block are on their way' }),
      words: bits(blockBits, { comment: 'words gathered, or words not yet written' }),
    });
    const { lastBeat, lastBlock, beat } = m.wires({
      lastBeat: beats === 1 ? literal(bool, true) : wordsLeft.lt(lanes),
      lastBlock: blocksLeft.eq(0),
      beat: bool({ default: false }),
    });
    const { arrived } = m.wires({ arrived: mux(fresh, io.response.data, words) });
    const nextBlock = () => {
      address.next(address.addWrap(shape.width.add(1)));
      blocksLeft.next(blocksLeft.subWrap(1));
      wordsLeft.next(shape.width);
    };
    io.done.drive(false);
    io.waits.drive(false);
    const control = m.machine('control', {
      initial: 'Idle',
      states: {
        Idle: (s) => {
          m.when(io.start, () => {
            address.next(io.address);
            blocksLeft.next(shape.blocks);
            wordsLeft.next(shape.width);
            m.when(io.isStore, () => s.goto('Gather')).otherwise(() => s.goto('Ask'));
          });
        },
        Gather: (s) => {
          beat.drive(true);
          for (let k = 0; k < beats; k++)
            m.when(isBeat(k), () => words.slice(k * beatBits, beatBits).next(io.words));
          m.when(lastBeat, () => s.goto('Ask'));
        },
        Ask: (s) => {
          asked.next(true);
          io.waits.drive(asked.and(io.request.ready.not()));
          m.when(io.request.ready, () => {
            asked.next(false);
            m.when(io.isStore.not(), () => {
              fresh.next(true);
              s.goto('Write');
            })
              .elseWhen(lastBlock, () => {
                io.done.drive(true);
                s.goto('Idle');
              })
              .otherwise(() => {
                nextBlock();
                s.goto('Gather');
              });
          });
        },
        Write: (s) => {
          io.waits.drive(fresh.and(io.response.valid.not()));
          m.when(fresh.not().or(io.response.valid), () => {
            beat.drive(true);
            fresh.next(false);
            words.next(arrived.shiftRight(beatBits));
            m.when(lastBeat, () => {
              m.when(lastBlock, () => {
                io.done.drive(true);
                s.goto('Idle');
              }).otherwise(() => {
                nextBlock();
                s.goto('Ask');
              });
            });
          });
        },
      },
    });
    if (counter !== undefined)
      m.when(beat, () => {
        m.when(lastBeat, () => counter.next(0)).otherwise(() => {
          counter.next(counter.addWrap(1));
          wordsLeft.next(wordsLeft.subWrap(lanes));
        });
      });
    io.beat.drive(beat);
    io.beatCount.drive(
      mux(lastBeat, wordsLeft.add(1).wrap(io.beatCount.width), literal(uintUpTo(lanes), lanes)),
    );
    io.loaded.drive(arrived.truncate(beatBits));
    io.wanted.drive(mux(control.is('Ask'), address, 0));

    m.assert(
      'WordsComeWhenAskedFor',
      io.response.valid.not().or(fresh),
      'the memory gives words in the cycle after a load was done, and no others',
    );
    io.request.valid.drive(control.is('Ask'));
    io.request.data.write.drive(io.isStore);
    io.request.data.address.drive(address);
    io.request.data.width.drive(shape.width);
    io.request.data.count.drive(shape.count);
    io.request.data.data.drive(words);
  },
});
