import { branchInLoop } from './branches.js';
import { type CoreWriter, set } from './core-writer.js';
import { plainInstruction } from './plain-instruction.js';
import { someFilter } from './products.js';

/** How a loop counts: what the counter starts with, its step, and the branch back; `flag` first compares the two. */
interface Counting {
  readonly start: (times: number) => number;
  readonly step: number;
  readonly branch: string;
  readonly flag?: 'eq' | 'ne' | 'gt';
}

const countings: readonly Counting[] = [
  { start: (n) => n, step: -1, branch: 'gt' },
  { start: (n) => n, step: -1, branch: 'ne' },
  { start: (n) => n - 1, step: -1, branch: 'ge' },
  { start: (n) => -n, step: 1, branch: 'lt' },
  { start: (n) => 1 - n, step: 1, branch: 'le' },
  { start: (n) => n, step: -1, branch: 'eq', flag: 'eq' },
  { start: (n) => n, step: -1, branch: 'ne', flag: 'gt' },
  { start: (n) => n, step: -1, branch: 'gt', flag: 'ne' },
];

/** `body` a number of times. It is written once, so it must not depend on what registers hold.
 *  @param times at least 1 */
export function repeat(writer: CoreWriter, times: number, body: () => void): void {
  const { start, step, branch, flag } = writer.random.pick(countings);
  writer.keeping(3, (counter, zero, met) => {
    writer.do(set(counter!, start(times)));
    writer.do(set(zero!, 0));
    const first = writer.here;
    body();
    writer.put({
      name: 'alui',
      operation: 'add',
      fields: { dest: counter!, src1: counter!, immediate: step, vecWidth: 1 },
    });
    if (flag !== undefined) {
      writer.put({
        name: 'alu-int',
        operation: flag,
        fields: { dest: met!, src1: counter!, src2: zero! },
      });
    }
    const src1 = flag === undefined ? counter! : met!;
    writer.put({ name: 'brn', operation: branch, fields: { src1, src2: zero!, pc: first } });
    writer.run();
  });
}

/** Some work several times, a second loop inside now and then. */
export function loop(writer: CoreWriter, depth = 0): void {
  const { random, geometry } = writer;
  const filter = someFilter(writer);
  writer.keeping(2, (length, rotation) => {
    writer.do(set(length!, filter));
    writer.do(set(rotation!, filter === 0 ? 0 : random.below(filter)));
    repeat(writer, 1 + random.below(5), () => {
      for (let i = random.below(4); i >= 0; i--) {
        switch (random.below(8)) {
          case 0: {
            const mask = 1 + random.below(2 ** geometry.mvmus - 1);
            writer.do({ name: 'mvm', fields: { mask, filter: length!, stride: rotation! } });
            break;
          }
          case 1:
            branchInLoop(writer);
            break;
          case 2:
            if (depth === 0 && writer.room > 30) loop(writer, 1);
            break;
          default:
            writer.do(plainInstruction(writer));
        }
      }
    });
  });
}
