import { commands, controls, spaces } from '../../../config/puma/configuration-map.js';
import { instructionBits } from '../../../config/puma/encoding.js';
import { machineGeometry } from '../../../config/puma/geometry.js';
import {
  all,
  any,
  type Bits,
  type Bool,
  bits,
  bool,
  concat,
  enumOf,
  input,
  literal,
  module,
  mux,
  output,
  stream,
  uint,
  uintBelow,
  uintUpTo,
} from '../../../hdl-dsl/index.js';
import { queue } from '../../../hdl-dsl/std/index.js';
import { machineParams } from '../core/machine-params.js';
import { configurationAnswer, configurationRequest } from '../core-ports.js';
import { tileCommands, tileStatus } from './tile-control.js';

const source = enumOf('source', ['None', 'Control', 'Program', 'Memory']);
/** Answers that may wait to be taken. */
const answersKept = 4;

/** The configuration spaces of the tile itself: control, program of the tile control unit, data memory.
 *
 *  A read is answered from the cycle after the next on; one is taken a cycle. What is not there reads as 0. */
export const TileSpaces = module({
  name: (p) => `${p.name}_tile_spaces`,
  comment: 'Configuration spaces of the tile: control, program, data memory.',
  params: machineParams,
  ports: (p) => {
    const { countBits, tile } = machineGeometry(p);
    const word = bits(17 + countBits);
    return {
      request: input(stream(configurationRequest)),
      answer: output(stream(configurationAnswer)),
      run: output(bool, 'starts every unit'),
      halt: output(bool, 'halts every unit'),
      cycles: input(uint(32), 'from the start until all stopped'),
      access: output(bool, 'asks for a word of data memory'),
      accessReady: input(bool, 'and gets it in the next cycle'),
      accessWrite: output(bool),
      accessAddress: output(uint(16)),
      accessWord: output(word, 'count, valid, value'),
      accessAnswer: input(word),
      ...(tile === undefined
        ? {}
        : {
            badPacket: input(bool, 'a packet was dropped'),
            status: input(tileStatus(tile.instructions)),
            commands: output(tileCommands(tile.instructions)),
            programWord: input(bits(instructionBits)),
          }),
    };
  },
  build(m, p, io) {
    const { memoryWords, tile } = machineGeometry(p);
    const { data } = io.request;
    const { inControl, inMemory, write, read } = m.wires({
      inControl: data.space.eq(spaces.control),
      inMemory: data.space.eq(spaces.words).and(data.address.lt(memoryWords)),
      write: io.request.fire.and(data.write),
      read: io.request.fire.and(data.write.not()),
    });
    const at = (address: number): Bool => inControl.and(data.address.eq(address));
    const does = (number: number): Bool => all(write, at(controls.command), data.data.asUInt().eq(number));
    io.run.drive(does(commands.run));
    io.halt.drive(does(commands.halt));

    const answers = m.instance('answers', queue(configurationAnswer), { depth: answersKept });
    // One more may be on its way into the queue.
    const { room } = m.wires({ room: answers.count.lt(answersKept - 1) });
    const { isOpen } = m.wires({ isOpen: data.write.or(room) });
    io.request.ready.drive(isOpen.and(inMemory.not().or(io.accessReady)));
    io.access.drive(all(io.request.valid, isOpen, inMemory));
    io.accessWrite.drive(data.write);
    io.accessAddress.drive(data.address.truncate(16));
    io.accessWord.drive(data.data.truncate(io.accessWord.width));

    const { from, controlWord } = m.regs({ from: source({ reset: 'None' }), controlWord: bits(64) });
    const { controlRead } = m.wires({ controlRead: bits(64, { default: 0 }) });
    const reads: Record<number, Bits> = { [controls.counters]: io.cycles.asBits() };
    from.next('None');
    m.when(read, () => {
      from.next('Control');
      m.when(inMemory, () => from.next('Memory'));
      controlWord.next(controlRead);
    });
    answers.in.valid.drive(from.ne('None'));
    answers.in.data.drive({ data: controlWord });
    m.when(from.eq('Memory'), () => answers.in.data.drive({ data: io.accessAnswer.extend(64) }));

    const { status, badPacket, commands: orders, programWord } = io;
    if (
      tile !== undefined &&
      status !== undefined &&
      badPacket !== undefined &&
      orders !== undefined &&
      programWord !== undefined
    ) {
      const { halted } = m.wires({ halted: status.running.not() });
      const { bad } = m.regs({ bad: bool({ reset: false, comment: 'a packet was dropped' }) });
      m.when(badPacket, () => bad.next(true)).elseWhen(all(write, at(controls.flags), halted), () =>
        bad.next(data.data.bit(0)),
      );
      reads[controls.command] = concat(
        status.waiting,
        status.fetching,
        literal(bits(8), 0),
        status.cause,
        literal(bits(1), 0),
        status.trapped,
        status.halted,
        status.running,
      );
      reads[controls.pc] = status.pc.asBits();
      reads[controls.flags] = bad.asBits();
      reads[controls.wanted] = status.wanted.asBits();

      const { inProgram } = m.wires({
        inProgram: all(data.space.eq(spaces.instructions), data.address.lt(tile.instructions), halted),
      });
      // What is past the program stays past it.
      const last = literal(uintUpTo(tile.instructions), tile.instructions);
      const isInside = data.data.asUInt().lt(tile.instructions);
      orders.drive({
        step: does(commands.step),
        writePc: all(write, at(controls.pc), halted),
        newPc: mux(isInside, data.data.truncate(last.width).asUInt(), last),
        programRead: read.and(inProgram),
        programWrite: write.and(inProgram),
        programAddress: data.address.truncate(uintBelow(tile.instructions).width),
        programData: data.data.truncate(instructionBits),
      });
      m.when(read.and(inProgram), () => from.next('Program'));
      m.when(from.eq('Program'), () => answers.in.data.drive({ data: programWord.extend(64) }));
    }
    m.when(inControl, () =>
      m.switch(
        data.address,
        Object.fromEntries(
          Object.entries(reads).map(([address, value]) => [
            address,
            () => controlRead.drive(value.extend(64)),
          ]),
        ),
      ),
    );

    io.answer.valid.drive(answers.out.valid);
    io.answer.data.drive(answers.out.data);
    answers.out.ready.drive(io.answer.ready);
    m.assert(
      'AnswersHaveRoom',
      any(from.eq('None'), answers.in.ready),
      'a read is only taken if its answer can be kept',
    );
  },
});
