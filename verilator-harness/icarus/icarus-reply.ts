import { numberFrom, valueFromWords } from '../builtin/port-words.js';
import { Recorder } from '../builtin/recorder.js';
import type { MonitorData, SimJob } from '../engine.js';
import { wordsOf } from '../stimulus-builder.js';

/** How a run of Icarus ended by itself. */
export type IcarusEnd =
  | { readonly kind: 'told'; readonly reason: number; readonly mark: number; readonly port: number }
  /** A pin with bits that are neither 0 nor 1. */
  | { readonly kind: 'unknown'; readonly port: number; readonly cycle: number; readonly digits: string }
  /** The design ended it. */
  | { readonly kind: 'stopped' };

/** What a run has recorded, from its lines. */
export class IcarusReply {
  readonly end: IcarusEnd;
  /** Clocks after reset; undefined where the simulator did not end in order. */
  readonly cycles: number | undefined;
  readonly captures: Float64Array;
  readonly monitors: readonly MonitorData[];
  readonly #marks: readonly { readonly mark: number; readonly cycle: number }[];

  /** @param lastCycle what was recorded later does not count */
  constructor({ design, monitors }: SimJob, text: string, lastCycle: number) {
    const recorders = monitors.map((monitor) => new Recorder(monitor));
    const captures: number[] = [];
    const marks: { mark: number; cycle: number }[] = [];
    let end: IcarusEnd = { kind: 'stopped' };
    let cycles: number | undefined;
    const width = (port: string | number): number =>
      (typeof port === 'number' ? design.ports[port] : design.ports.find((p) => p.name === port))?.width ?? 1;
    for (const line of text.split('\n')) {
      const [kind, ...words] = line.split(' ');
      const [first = 0, second = 0, third = 0] = words.map(Number);
      switch (kind) {
        case 'm': {
          const monitor = monitors[first];
          const data = words.pop();
          if (monitor === undefined || data === undefined || second > lastCycle) break;
          const tags = words.slice(2).map((digits) => Number.parseInt(digits, 16));
          recorders[first]?.record(second, bitsFrom(data, width(monitor.data)), tags);
          break;
        }
        case 'c': {
          const port = design.ports[first];
          if (port === undefined || second > lastCycle) break;
          captures.push(numberFrom(bitsFrom(words[2] ?? '0', port.width), port.width, port.signed));
          break;
        }
        case 'k':
          marks.push({ mark: first, cycle: second });
          break;
        case 'e':
          end = { kind: 'told', reason: first, mark: second, port: third };
          break;
        case 'x':
          end = {
            kind: 'unknown',
            port: first,
            cycle: second,
            digits: digitsOf(words[2] ?? '', width(first)),
          };
          break;
        case 'f':
          cycles = Math.min(second, lastCycle + 1);
          break;
      }
    }
    this.end = end;
    this.cycles = cycles;
    this.captures = Float64Array.from(captures);
    this.monitors = recorders.map((recorder) => recorder.data());
    this.#marks = marks;
  }

  /** The unit of work under way in a cycle. */
  markAt(cycle: number): number {
    return this.#marks.findLast((mark) => mark.cycle <= cycle)?.mark ?? -1;
  }
}

/** A value from hexadecimal digits, of which the first may be beyond the width. */
function bitsFrom(digits: string, width: number): number | bigint {
  const words = new Uint32Array(wordsOf(width));
  for (let k = 0; k < words.length; k++) {
    const end = digits.length - 8 * k;
    words[k] = Number.parseInt(digits.slice(Math.max(0, end - 8), Math.max(0, end)) || '0', 16);
  }
  return valueFromWords(words, 0, width);
}

/** The digits of a pin's own width. */
function digitsOf(digits: string, width: number): string {
  return digits.slice(-Math.ceil(width / 4)).toLowerCase();
}
