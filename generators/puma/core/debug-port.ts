import { commands, controls, spaces } from '../../../config/puma/configuration-map.js';
import { instructionBits } from '../../../config/puma/encoding.js';
import { machineGeometry } from '../../../config/puma/geometry.js';
import {
  type Bits,
  bits,
  bool,
  concat,
  input,
  literal,
  module,
  output,
  stream,
  uint,
  uintBelow,
} from '../../../hdl-dsl/index.js';
import { configurationAnswer, configurationRequest } from '../core-ports.js';
import { trapCause } from '../trap-cause.js';
import { instructionAddress } from './decoded.js';
import { flags } from './flags.js';
import { machineParams } from './machine-params.js';

/** Answers the configuration port: a write acts in its cycle, a read is answered one cycle later (two for an instruction),
 *  and the next request is taken when the answer has gone. Of a running core only the control space answers. */
export const DebugPort = module({
  name: (p) => `${p.name}_core_debug_port`,
  comment: 'Configuration and debug: control, instructions, registers, cells.',
  params: machineParams,
  ports: (p) => {
    const { addressBits, instructions, mvmus } = machineGeometry(p);
    return {
      ready: input(bool, 'requests are taken'),
      cfg: input(stream(configurationRequest)),
      cfgRead: output(stream(configurationAnswer)),
      // What it shows.
      running: input(bool),
      halted: input(bool),
      cause: input(trapCause),
      matrixRunning: input(bits(mvmus)),
      waitsMvmu: input(bool),
      waitsMemory: input(bool),
      waitsFetch: input(bool),
      pc: input(instructionAddress(p)),
      flags: input(flags),
      random: input(uint(32)),
      wanted: input(uint(16)),
      counter: input(uint(32)),
      counterIndex: output(uint(4)),
      instruction: input(bits(instructionBits), 'in the cycle after it is read'),
      word: input(bits(16), 'register at register_address'),
      // What it does.
      run: output(bool),
      halt: output(bool),
      step: output(bool),
      writePc: output(bool),
      writeFlags: output(bool),
      writeRandom: output(bool),
      writeInstruction: output(bool),
      readInstruction: output(bool),
      instructionIndex: output(uintBelow(instructions)),
      writeRegister: output(bool),
      registerAddress: output(uint(addressBits)),
      side: output(bool, 'XbarIn instead of XbarOut'),
      writeCells: output(bool, 'cells or flip flags'),
      isFlags: output(bool),
      cellAddress: output(uint(24)),
      data: output(bits(64), 'what is written'),
    };
  },
  build(m, p, io) {
    const { instructions, registerAddresses } = machineGeometry(p);
    const { cfg } = io;
    const { space, address, data, write } = cfg.data;
    const { answer } = m.regs({ answer: bits(64) });

    const { still, quiet, hasInstruction, hasRegister } = m.wires({
      still: io.running.not(),
      quiet: io.running.not().and(io.matrixRunning.reduceOr().not()),
      hasInstruction: address.lt(instructions),
      hasRegister: address.lt(registerAddresses),
    });
    const wide = (value: Bits): Bits => value.extend(64);
    const { shown } = m.wires({ shown: bits(64) });
    m.switch(
      address,
      {
        [controls.command]: () => shown.drive(wide(status())),
        [controls.pc]: () => shown.drive(wide(io.pc.asBits())),
        [controls.flags]: () =>
          shown.drive(
            wide(concat(io.flags.domain.asBits(), io.flags.divide.asBits(), io.flags.overflow.asBits())),
          ),
        [controls.random]: () => shown.drive(wide(io.random.asBits())),
        [controls.wanted]: () => shown.drive(wide(io.wanted.asBits())),
      },
      () => {
        // 16 counters' places, of which some are empty.
        m.when(address.shiftRight(4).eq(controls.counters / 16), () =>
          shown.drive(wide(io.counter.asBits())),
        ).otherwise(() => shown.drive(0));
      },
    );

    const control = m.machine('control', {
      initial: 'Take',
      states: {
        Take: (s) => {
          m.when(cfg.fire.and(write.not()), () => {
            answer.next(0);
            s.goto('Answer');
            m.switch(space, {
              [spaces.control]: () => answer.next(shown),
              [spaces.instructions]: () => m.when(still.and(hasInstruction), () => s.goto('Fetch')),
              [spaces.words]: () => m.when(still.and(hasRegister), () => answer.next(wide(io.word))),
              [spaces.xbarIn]: () => m.when(still.and(hasRegister), () => answer.next(wide(io.word))),
            });
          });
        },
        Fetch: (s) => {
          answer.next(wide(io.instruction));
          s.goto('Answer');
        },
        Answer: (s) => m.when(io.cfgRead.ready, () => s.goto('Take')),
      },
    });
    cfg.ready.drive(io.ready.and(control.is('Take')));
    io.cfgRead.valid.drive(control.is('Answer'));
    io.cfgRead.data.data.drive(answer);

    const { writes } = m.wires({ writes: cfg.fire.and(write) });
    const { controlWrites } = m.wires({ controlWrites: writes.and(space.eq(spaces.control)) });
    const { commanded } = m.wires({ commanded: controlWrites.and(address.eq(controls.command)) });
    io.run.drive(commanded.and(data.eq(commands.run)));
    io.halt.drive(commanded.and(data.eq(commands.halt)));
    io.step.drive(commanded.and(data.eq(commands.step)));
    const stillControl = controlWrites.and(still);
    io.writePc.drive(stillControl.and(address.eq(controls.pc)));
    io.writeFlags.drive(stillControl.and(address.eq(controls.flags)));
    io.writeRandom.drive(stillControl.and(address.eq(controls.random)));
    io.writeInstruction.drive(writes.and(space.eq(spaces.instructions)).and(still).and(hasInstruction));
    io.readInstruction.drive(cfg.fire.and(write.not()).and(still));
    io.instructionIndex.drive(address.wrap(io.instructionIndex.width));
    io.writeRegister.drive(writes.and(space.eq(spaces.words)).and(still).and(hasRegister));
    io.registerAddress.drive(address.wrap(io.registerAddress.width));
    io.side.drive(space.eq(spaces.xbarIn));
    io.isFlags.drive(space.eq(spaces.flipFlags));
    io.writeCells.drive(writes.and(quiet).and(space.eq(spaces.cells).or(space.eq(spaces.flipFlags))));
    io.cellAddress.drive(address);
    io.counterIndex.drive(address.truncate(4));
    io.data.drive(data);

    /** The word of the command address. */
    function status(): Bits {
      const low = concat(
        io.matrixRunning.extend(8),
        io.cause.asBits(),
        literal(bool, false),
        io.cause.ne(0),
        io.halted,
        io.running,
      );
      return concat(io.waitsMvmu, io.waitsMemory, io.waitsFetch, low);
    }
  },
});
