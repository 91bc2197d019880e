import { instructionBits } from '../../../config/puma/encoding.js';
import { machineGeometry } from '../../../config/puma/geometry.js';
import { bits, literal, module, mux } from '../../../hdl-dsl/index.js';
import { corePorts } from '../core-ports.js';
import { causeNumber } from '../trap-cause.js';
import { Arithmetic } from './arithmetic.js';
import { Beats } from './beats.js';
import { Control } from './control.js';
import { Counters } from './counters.js';
import { DebugPort } from './debug-port.js';
import { Execute } from './execute.js';
import { Fetch } from './fetch.js';
import { Issue } from './issue.js';
import { machineParams } from './machine-params.js';
import { MatrixUnits } from './matrix/matrix-units.js';
import { MemoryUnit } from './memory-unit.js';
import { RegisterFile } from './register-file.js';
import { Sweep } from './sweep.js';
import { WritePort } from './write-port.js';

/** A core, as docs/puma-isa.md has it: fetch, decode and execute, the units that work in execute, and the registers
 *  between them. One definition serves all cores of a tile. */
export const PumaCore = module({
  name: (p) => `${p.name}_core`,
  comment: (p) =>
    `PUMA core: ${p.mvmus} matrix-vector units of ${p.dimension} x ${p.dimension}, ${p.lanes} vector lanes.`,
  params: machineParams,
  ports: corePorts,
  build(m, p, io) {
    const { lanes, pcBits } = machineGeometry(p);
    const sweep = m.instance('sweep', Sweep, p);
    const control = m.instance('control', Control, p);
    const debug = m.instance('debug_port', DebugPort, p);
    const fetch = m.instance('fetch', Fetch, p);
    const issue = m.instance('issue', Issue, p);
    const execute = m.instance('execute', Execute, p);
    const beats = m.instance('beats', Beats, p);
    const writes = m.instance('write_port', WritePort, p);
    const registers = m.instance('register_file', RegisterFile, p);
    const matrix = m.instance('matrix_units', MatrixUnits, p);
    const arithmetic = m.instance('arithmetic', Arithmetic, p);
    const memory = m.instance('memory_unit', MemoryUnit, p);
    const counters = m.instance('counters', Counters, p);

    const { instruction } = execute;
    const { unit } = instruction;
    const { isLoad, isStore } = m.wires({ isLoad: unit.eq('Load'), isStore: unit.eq('Store') });

    // Operands: what is no register of one place reads 0 there.
    const { addressA, side } = m.wires({
      addressA: mux(control.running, beats.sourceA, debug.registerAddress),
      side: mux(control.running, instruction.side, debug.side),
    });
    registers.addressA.drive(addressA);
    registers.addressB.drive(beats.sourceB);
    matrix.readAddressA.drive(addressA);
    matrix.readSideA.drive(side);
    matrix.readAddressB.drive(beats.sourceB);
    const { wordsA, wordsB } = m.wires({
      wordsA: registers.dataA.or(matrix.readDataA),
      wordsB: registers.dataB.or(matrix.readDataB),
    });
    const { a, b } = m.wires({ a: wordsA.slice(0, 16), b: wordsB.slice(0, 16) });

    // Fetch and decode.
    const target = instruction.target.extend(control.pc.width);
    fetch.running.drive(control.running);
    fetch.pc.drive(control.pc);
    fetch.take.drive(execute.take);
    fetch.jump.drive(execute.jump);
    fetch.target.drive(target);
    fetch.read.drive(debug.readInstruction);
    fetch.write.drive(sweep.clears.or(debug.writeInstruction));
    fetch.address.drive(mux(sweep.clears, sweep.index, debug.instructionIndex));
    fetch.data.drive(
      mux(sweep.clears, literal(bits(instructionBits), 0), debug.data.truncate(instructionBits)),
    );
    issue.word.drive(fetch.word);
    issue.past.drive(fetch.past);

    // Execute.
    execute.running.drive(control.running);
    execute.leave.drive(control.leave);
    execute.nextValid.drive(fetch.valid);
    execute.next.drive(issue.decoded);
    execute.nextLast.drive(issue.addresses.last);
    execute.nextCause.drive(issue.cause);
    execute.nextNeeds.drive(issue.needs);
    execute.a.drive(a.asUInt());
    execute.b.drive(b.asUInt());
    execute.matrixRunning.drive(matrix.running);
    execute.transferLast.drive(matrix.transferLast);
    execute.lastBeat.drive(beats.isLast);
    execute.memoryDone.drive(memory.done);
    execute.holds.drive(arithmetic.holds);
    const { retires, beginsMvm } = m.wires({
      retires: execute.done.and(execute.cause.eq(causeNumber('none'))),
      beginsMvm: execute.begins.and(unit.eq('Matrix')),
    });

    beats.begin.drive(execute.take);
    beats.addresses.drive(issue.addresses);
    beats.single.drive(instruction.single);
    beats.strided.drive(instruction.strided);
    beats.stride.drive(instruction.operation.amount);
    beats.block.drive(isLoad.or(isStore));
    beats.blockCount.drive(memory.beatCount);
    beats.advance.drive(execute.beatEnds.or(memory.beat));

    // The units that work in execute.
    arithmetic.number.drive(io.number);
    arithmetic.reset.drive(sweep.clears);
    arithmetic.unit.drive(unit);
    arithmetic.operation.drive(instruction.operation);
    arithmetic.works.drive(execute.works);
    arithmetic.step.drive(execute.step);
    arithmetic.beatEnds.drive(execute.beatEnds);
    arithmetic.a.drive(wordsA);
    arithmetic.b.drive(wordsB);
    arithmetic.count.drive(beats.count);
    arithmetic.mask.drive(beats.mask);
    arithmetic.romData.drive(registers.romData);
    registers.rom.drive(arithmetic.rom);
    arithmetic.writeFlags.drive(debug.writeFlags);
    arithmetic.writeRandom.drive(debug.writeRandom);
    arithmetic.written.drive(debug.data.truncate(32));

    matrix.number.drive(io.number);
    matrix.begin.drive(beginsMvm);
    matrix.mask.drive(instruction.mask);
    matrix.filter.drive(a.asUInt());
    matrix.rotation.drive(b.asUInt());
    matrix.progValid.drive(debug.writeCells);
    matrix.progFlags.drive(debug.isFlags);
    matrix.progMvmu.drive(debug.cellAddress.slice(20, 4).asUInt());
    matrix.progSlice.drive(debug.cellAddress.slice(16, 4).asUInt());
    matrix.progRow.drive(debug.cellAddress.slice(6, 10).asUInt());
    matrix.progChunk.drive(debug.cellAddress.slice(0, 6).asUInt());
    matrix.progData.drive(debug.data);

    memory.start.drive(execute.begins.and(isLoad.or(isStore)));
    memory.isStore.drive(isStore);
    memory.address.drive(a.asUInt());
    memory.block.drive(instruction.block);
    memory.words.drive(wordsB);
    io.memReq.valid.drive(memory.request.valid);
    io.memReq.data.drive(memory.request.data);
    memory.request.ready.drive(io.memReq.ready);
    memory.response.valid.drive(io.memResp.valid);
    memory.response.data.drive(io.memResp.data);

    // What is written to registers.
    const { result, commits } = m.wires({
      result: mux(isLoad, memory.loaded, arithmetic.result),
      commits: arithmetic.commits.or(memory.beat.and(isLoad)),
    });
    writes.clears.drive(sweep.clears);
    writes.clearAddress.drive(sweep.address);
    writes.running.drive(control.running);
    writes.commits.drive(commits);
    writes.destination.drive(beats.destination);
    writes.count.drive(beats.count);
    writes.mask.drive(beats.mask);
    writes.result.drive(result);
    writes.configures.drive(debug.writeRegister);
    writes.configuredAddress.drive(debug.registerAddress);
    writes.configured.drive(debug.data.truncate(16));
    for (const port of [registers, matrix]) {
      port.write.drive(writes.write);
      port.writeAddress.drive(writes.writeAddress);
      port.writeMask.drive(writes.writeMask);
      port.writeData.drive(writes.writeData);
    }
    matrix.writeOut.drive(sweep.clears.and(sweep.out));

    // Control, debug and counters.
    const { stallFetch } = m.wires({ stallFetch: control.running.and(execute.valid.not()) });
    control.run.drive(sweep.cleared.and(io.run.or(debug.run)));
    control.halt.drive(io.halt.or(debug.halt));
    control.step.drive(debug.step);
    control.writePc.drive(debug.writePc);
    control.newPc.drive(debug.data.truncate(control.pc.width).asUInt());
    control.executes.drive(execute.valid);
    control.done.drive(execute.done);
    control.stops.drive(unit.eq('Halt'));
    control.cause.drive(execute.cause);
    control.jump.drive(execute.jump);
    control.target.drive(target);

    debug.ready.drive(sweep.cleared);
    debug.cfg.valid.drive(io.cfg.valid);
    debug.cfg.data.drive(io.cfg.data);
    io.cfg.ready.drive(debug.cfg.ready);
    io.cfgRead.valid.drive(debug.cfgRead.valid);
    io.cfgRead.data.drive(debug.cfgRead.data);
    debug.cfgRead.ready.drive(io.cfgRead.ready);
    debug.running.drive(control.running);
    debug.halted.drive(control.halted);
    debug.cause.drive(control.trapCause);
    debug.matrixRunning.drive(matrix.running);
    debug.waitsMvmu.drive(execute.waits);
    debug.waitsMemory.drive(memory.waits);
    debug.waitsFetch.drive(stallFetch);
    debug.pc.drive(control.pc);
    debug.flags.drive(arithmetic.flags);
    debug.random.drive(arithmetic.random);
    debug.wanted.drive(memory.wanted);
    debug.counter.drive(counters.value);
    debug.instruction.drive(fetch.word);
    debug.word.drive(a);

    counters.running.drive(control.running);
    counters.retires.drive(retires);
    counters.class.drive(instruction.class);
    counters.stallFetch.drive(stallFetch);
    counters.stallMvmu.drive(execute.waits);
    counters.stallMemory.drive(memory.waits);
    counters.mvms.drive(mux(beginsMvm, instruction.mask.popcount(), 0));
    counters.index.drive(debug.counterIndex);

    io.cleared.drive(sweep.cleared);
    io.running.drive(control.running);
    io.ended.drive(control.halted.or(control.trapped));
    io.progress.drive(retires.or(matrix.running.reduceOr()).or(control.running.and(memory.waits.not())));

    io.traceRetireValid.drive(retires);
    io.traceRetirePc.drive(mux(retires, control.pc.truncate(pcBits), 0));
    io.traceWriteValid.drive(commits);
    io.traceWriteAddress.drive(mux(commits, beats.destination, 0));
    io.traceWriteCount.drive(mux(commits, beats.count, 0));
    // Lanes behind the end of a vector mean nothing, and are 0 here.
    for (let i = 0; i < lanes; i++) {
      const word = mux(commits.and(beats.mask.bit(i)), result.slice(16 * i, 16), 0);
      io.traceWriteData.slice(16 * i, 16).drive(word);
    }
    for (let k = 0; k < p.mvmus; k++) {
      io[`traceOut${k}Valid`]?.drive(matrix.outValid.at(k));
      io[`traceOut${k}Column`]?.drive(matrix.outColumn.at(k));
      io[`traceOut${k}Data`]?.drive(matrix.outData.at(k));
    }
  },
});
