import { branchOperations, instructionBits } from '../../../../config/puma/encoding.js';
import { compares } from '../reference/operations.js';
import type { CoreWriter } from './core-writer.js';
import { plainInstruction } from './plain-instruction.js';
import { someSource } from './spans.js';

/** A `brn` over some instructions, or backwards where it is not taken. */
export function branch(writer: CoreWriter): void {
  const { random } = writer;
  const operation = random.pick(branchOperations).name;
  const src1 = someSource(writer, 0);
  const src2 = random.chance(0.3) ? src1 : someSource(writer, 0);
  const goes = compares(operation, BigInt(writer.core.read(src1)), BigInt(writer.core.read(src2)));
  const brn = (pc: number) => ({ name: 'brn', operation, fields: { src1, src2, pc } });
  if (!goes && random.chance(0.4)) {
    writer.do(brn(random.below(writer.here + 1)));
    return;
  }
  const at = writer.put(brn(0));
  const skipped = random.below(5);
  for (let i = 0; i < skipped; i++) {
    // What a taken branch skips is never executed: it may be anything.
    if (goes && random.chance(0.5)) writer.putWord(random.bits(instructionBits));
    else writer.put(plainInstruction(writer));
  }
  writer.replace(at, brn(writer.here));
  writer.run();
}

/** The same inside a loop, where it may go either way: it skips what may always be executed. */
export function branchInLoop(writer: CoreWriter): void {
  const { random } = writer;
  const operation = random.pick(branchOperations).name;
  const src1 = someSource(writer, 0);
  const src2 = someSource(writer, 0);
  const brn = (pc: number) => ({ name: 'brn', operation, fields: { src1, src2, pc } });
  const at = writer.put(brn(0));
  const skipped = 1 + random.below(2);
  for (let i = 0; i < skipped; i++) writer.put(plainInstruction(writer));
  writer.replace(at, brn(writer.here));
  writer.run();
}

/** Three blocks, executed in another order than they stand in: jumps forth and back. */
export function jumps(writer: CoreWriter): void {
  const jmp = (pc: number) => ({ name: 'jmp', fields: { pc } });
  const some = (): void => {
    for (let i = writer.random.below(3); i > 0; i--) writer.put(plainInstruction(writer));
  };
  const toFirst = writer.put(jmp(0));
  const second = writer.here;
  some();
  const toEnd = writer.put(jmp(0));
  writer.replace(toFirst, jmp(writer.here));
  some();
  writer.put(jmp(second));
  writer.replace(toEnd, jmp(writer.here));
  writer.run();
}
