import { z } from 'zod';
import { instructionBits } from '../../../config/puma/encoding.js';
import { machineGeometry } from '../../../config/puma/geometry.js';
import type { PumaTileConfig } from '../../../config/puma-machine.js';
import {
  all,
  any,
  bits,
  bool,
  enumOf,
  flow,
  input,
  module,
  mux,
  output,
  stream,
  struct,
  uint,
  uintBelow,
  uintUpTo,
} from '../../../hdl-dsl/index.js';
import { blockBits, blockRequest } from '../core-ports.js';
import { causeNumber, trapCause } from '../trap-cause.js';
import { packetHeld, packetOut } from './packet.js';
import { decodeTile } from './tile-instruction.js';
import { TileProgram } from './tile-program.js';

const operation = enumOf('operation', ['Send', 'Receive', 'Halt', 'Trap']);

/** What the debug port does to the tile control unit, beside run and halt. Program and pc are touched while it is halted only. */
export function tileCommands(instructions: number) {
  return struct({
    /** Starts, for one instruction. */
    step: bool,
    writePc: bool,
    newPc: uintUpTo(instructions),
    programRead: bool,
    programWrite: bool,
    programAddress: uintBelow(instructions),
    programData: bits(instructionBits),
  });
}

/** What the debug port tells of the tile control unit. */
export function tileStatus(instructions: number) {
  return struct({
    running: bool,
    /** By `halt`. */
    halted: bool,
    trapped: bool,
    /** Of the trap. */
    cause: trapCause,
    pc: uintUpTo(instructions),
    /** The first instruction is on its way. */
    fetching: bool,
    /** A block stands. */
    waiting: bool,
    /** Address of the block under way. */
    wanted: uint(16),
  });
}

/** The tile control unit: runs the tile's program of `send`, `receive` and `halt`.
 *
 *  The next word is read while an instruction is executed, so that each begins in the cycle after the end of the one
 *  before; the first begins two cycles after the start. */
export const TileControl = module({
  name: (p) => `${p.name}_tile_control`,
  comment: 'The tile control unit.',
  params: z.custom<PumaTileConfig>((config) => typeof config === 'object' && config !== null),
  ports: (p) => ({
    run: input(bool, 'starts in the next cycle'),
    halt: input(bool, 'stops after the instruction under way'),
    commands: input(tileCommands(p.tile.instructions)),
    programWord: output(bits(instructionBits), 'read in the cycle before'),
    cleared: output(bool, 'the sweep after reset is over'),
    status: output(tileStatus(p.tile.instructions)),
    progress: output(bool, 'a block or an instruction ends'),
    memReq: output(stream(blockRequest(p.memory.countBits))),
    memResp: input(flow(bits(blockBits))),
    fifo: output(uint(8), 'FIFO that is looked at'),
    head: input(stream(packetHeld), 'its oldest packet'),
    net: output(stream(packetOut)),
  }),
  build(m, p, io) {
    const { instructions } = p.tile;
    const program = m.instance('program', TileProgram, { unit: p.name, instructions });
    io.cleared.drive(program.cleared);
    io.programWord.drive(program.word);

    const { pc, stop, halted, trapped, cause } = m.regs({
      pc: uintUpTo(instructions, { reset: 0, comment: 'of the instruction under way, or the next one' }),
      stop: bool({ reset: false, comment: 'after the instruction under way' }),
      halted: bool({ reset: false }),
      trapped: bool({ reset: false }),
      cause: trapCause,
    });
    const { op, address, width, blocks, fifo, target, count, held } = m.regs({
      op: operation({ reset: 'Halt' }),
      address: uint(16, { comment: 'of the block under way' }),
      width: uint(4, { reset: 0 }),
      blocks: uint(10, { reset: 0, comment: 'that follow the one under way' }),
      fifo: uint(8, { reset: 0 }),
      target: uint(16),
      count: uint(p.memory.countBits),
      held: bits(blockBits, { comment: 'words of a packet that was not taken at once' }),
    });

    const { stopping, ends, wrongWidth } = m.wires({
      stopping: stop.or(io.halt),
      ends: bool,
      wrongWidth: all(op.eq('Receive'), io.head.valid, io.head.data.width.ne(width)),
    });
    const control = m.machine('control', {
      initial: 'Idle',
      states: {
        Idle: (s) => {
          m.when(io.run.or(io.commands.step), () => {
            stop.next(io.commands.step);
            halted.next(false);
            trapped.next(false);
            cause.next(causeNumber('none'));
            s.goto('Fetch');
          }).elseWhen(io.commands.writePc, () => pc.next(io.commands.newPc));
        },
        Fetch: (s) => s.goto('Decode'),
        Decode: (s) => s.goto('Execute'),
        Execute: (s) => {
          m.when(op.eq('Trap').or(wrongWidth), () => {
            trapped.next(true);
            m.when(wrongWidth, () => cause.next(causeNumber('packet-width')));
            s.goto('Idle');
          })
            .elseWhen(op.eq('Halt'), () => {
              halted.next(true);
              s.goto('Idle');
            })
            .elseWhen(op.eq('Send').and(io.memReq.fire), () => s.goto('Offer'));
          m.when(ends.and(stopping), () => s.goto('Idle'));
        },
        Offer: (s) => {
          m.when(ends.and(stopping), () => s.goto('Idle')).elseWhen(io.net.fire, () => s.goto('Execute'));
        },
      },
    });
    m.when(io.halt.and(control.is('Idle').not()), () => stop.next(true));

    // The end of a block, and of the instruction with its last one.
    const { taken } = m.wires({
      taken: any(all(op.eq('Receive'), io.memReq.fire), all(control.is('Offer'), io.net.fire)),
    });
    ends.drive(taken.and(blocks.eq(0)));
    m.when(taken, () => {
      blocks.next(blocks.subWrap(1));
      address.next(address.add(width).add(1).truncate(16));
    });

    // The word after the one that is decoded is read at once.
    const { decode, decodePc } = m.wires({
      decode: control.is('Decode').or(ends),
      decodePc: mux(ends, pc.addWrap(1), pc),
    });
    const { nextPc } = m.wires({ nextPc: mux(control.is('Fetch'), pc, decodePc.addWrap(1)) });
    const { fetch } = m.wires({ fetch: control.is('Fetch').or(decode).and(nextPc.lt(instructions)) });
    program.read.drive(fetch.or(io.commands.programRead));
    program.write.drive(io.commands.programWrite);
    program.address.drive(
      mux(control.is('Idle'), io.commands.programAddress, nextPc.truncate(uintBelow(instructions).width)),
    );
    program.data.drive(io.commands.programData);
    m.when(ends, () => pc.next(decodePc));

    const word = decodeTile(program.word, machineGeometry(p));
    const first = word.field('address').asUInt();
    const words = word.field('width').asUInt().add(1).mul(word.field('vecWidth').asUInt().add(1));
    const { isPastEnd, isInvalid, isOutside } = m.wires({
      isPastEnd: decodePc.ge(instructions),
      isInvalid: any(word.isSend, word.isReceive, word.isHalt).not(),
      isOutside: word.isHalt.not().and(first.add(words).gt(p.memory.words)),
    });
    m.when(decode, () => {
      m.when(word.isSend, () => op.next('Send'))
        .elseWhen(word.isReceive, () => op.next('Receive'))
        .otherwise(() => op.next('Halt'));
      address.next(first);
      width.next(word.field('width').asUInt());
      blocks.next(word.field('vecWidth').asUInt());
      fifo.next(word.field('fifo').asUInt());
      target.next(word.field('target').asUInt());
      count.next(word.field('count').asUInt().truncate(p.memory.countBits));
      m.when(isPastEnd.or(isInvalid).or(isOutside), () => op.next('Trap'));
      m.when(ends.and(stopping).not(), () => {
        m.when(isPastEnd, () => cause.next(causeNumber('instruction-address')))
          .elseWhen(isInvalid, () => cause.next(causeNumber('invalid-instruction')))
          .elseWhen(isOutside, () => cause.next(causeNumber('memory-address')));
      });
    });

    const { receives } = m.wires({ receives: op.eq('Receive') });
    io.memReq.valid.drive(
      all(control.is('Execute'), any(op.eq('Send'), all(receives, io.head.valid, wrongWidth.not()))),
    );
    io.memReq.data.drive({ write: receives, address, width, count, data: io.head.data.data });
    io.fifo.drive(fifo);
    io.head.ready.drive(receives.and(io.memReq.fire));
    m.when(io.memResp.valid, () => held.next(io.memResp.data));
    io.net.valid.drive(control.is('Offer'));
    io.net.data.drive({ target, fifo, width, data: mux(io.memResp.valid, io.memResp.data, held) });

    io.status.drive({
      running: control.is('Idle').not(),
      halted,
      trapped,
      cause,
      pc,
      fetching: control.is('Fetch').or(control.is('Decode')),
      waiting: io.memReq.valid,
      wanted: address,
    });
    io.progress.drive(any(io.memReq.fire, io.net.fire, control.isNext('Idle').and(control.is('Idle').not())));

    m.assert(
      'WordsAreOffered',
      io.memResp.valid.not().or(control.is('Offer')),
      'words that are read go out in the cycle in which they come',
    );
    m.assert(
      'ProgramOnlyWhenIdle',
      control.is('Idle').or(any(io.commands.programRead, io.commands.programWrite).not()),
      'the configuration port leaves the program of a running unit alone',
    );
  },
});
