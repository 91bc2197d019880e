import type { Monitor, SimJob, SimPort } from './engine.js';
import { Op } from './stimulus.js';
import { wordsOf } from './stimulus-builder.js';

/** Refuses a job that no engine could run: numbers of ports that do not exist, a stimulus that ends inside an op.
 *  @throws {RangeError} a fault of the caller, never of the user */
export function checkJob(job: SimJob): void {
  const { ports } = job.design;
  for (const monitor of job.monitors) checkMonitor(monitor, ports);
  const words = job.stimulus;
  let at = 0;
  const port = (direction: SimPort['direction']): SimPort => {
    const number = words[at++];
    const found = number === undefined ? undefined : ports[number];
    if (!found || found.direction !== direction)
      throw new RangeError(`stimulus word ${at - 1} names no ${direction}`);
    return found;
  };
  while (at < words.length) {
    const op = words[at++];
    switch (op) {
      case Op.poke: {
        const { width } = port('input');
        at += wordsOf(width);
        break;
      }
      case Op.step:
      case Op.mark:
        at += 1;
        break;
      case Op.wait:
        if (port('output').width !== 1)
          throw new RangeError(`stimulus word ${at - 1}: only one bit can be waited for`);
        at += 1;
        break;
      case Op.table: {
        const [pokes = 0, captures = 0, rows = 0] = words.subarray(at, at + 3);
        at += 3;
        let stride = 0;
        for (let k = 0; k < pokes; k += 1) stride += wordsOf(port('input').width);
        for (let k = 0; k < captures; k += 1) {
          if (port('output').width > 53)
            throw new RangeError(`stimulus word ${at - 1}: captures have at most 53 bits`);
        }
        at += rows * stride;
        break;
      }
      default:
        throw new RangeError(`stimulus word ${at - 1} is no op: ${op}`);
    }
  }
  if (at > words.length) throw new RangeError('the stimulus ends inside an op');
}

function checkMonitor(monitor: Monitor, ports: readonly SimPort[]): void {
  const output = (name: string, most: number): SimPort => {
    const found = ports.find((p) => p.name === name && p.direction === 'output');
    if (!found) throw new RangeError(`monitor ${monitor.name}: the design has no output ${name}`);
    if (found.width > most)
      throw new RangeError(`monitor ${monitor.name}: ${name} has more than ${most} bits`);
    return found;
  };
  output(monitor.valid, 1);
  for (const tag of monitor.tags) output(tag, 32);
  if (!(monitor.elementBits >= 1 && monitor.elementBits <= 53)) {
    throw new RangeError(`monitor ${monitor.name}: elements have 1 to 53 bits`);
  }
  if (output(monitor.data, Number.POSITIVE_INFINITY).width < monitor.elements * monitor.elementBits) {
    throw new RangeError(`monitor ${monitor.name}: ${monitor.data} is too narrow for its elements`);
  }
}

/** Whether elements need more than 32-bit signed integers. */
export function needsDouble(monitor: Pick<Monitor, 'elementBits' | 'signed'>): boolean {
  return monitor.elementBits > (monitor.signed ? 32 : 31);
}
