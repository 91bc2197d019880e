import type { DataType, ModuleBuilder, StreamSink, StreamSource, UInt } from '../../hdl-dsl/index.js';
import { same } from '../../hdl-dsl/std/payload.js';
import { stallPoint, stallSalt } from './stall-point.js';

/** Random stalls of a machine that is tried. */
export interface Stalls {
  readonly seed: UInt;
  readonly rate: UInt;
}

/** Leads streams of a module from producer to consumer, with a stall point on each where stalls are asked for. */
export class StreamLinks {
  readonly #m: ModuleBuilder;
  readonly #stalls: Stalls | undefined;
  #points: number;

  /** @param first number of the first stall point; equal numbers stall alike */
  constructor(m: ModuleBuilder, stalls: Stalls | undefined, first = 0) {
    this.#m = m;
    this.#stalls = stalls;
    this.#points = first;
  }

  /** @param name of the stall point, `stall_<name>` */
  link<T extends DataType>(name: string, payload: T, from: StreamSink<T>, to: StreamSource<T>): void {
    if (this.#stalls === undefined) {
      to.valid.drive(from.valid);
      to.data.drive(same<T>(from.data));
      from.ready.drive(to.ready);
      return;
    }
    const stalled = this.#stall(name, payload, from, this.#stalls);
    to.valid.drive(stalled.valid);
    to.data.drive(same<T>(stalled.data));
    stalled.ready.drive(to.ready);
  }

  /** Takes everything that a stream gives, as it comes behind the stall point.
   *  @param name as for `link` */
  take<T extends DataType>(
    name: string,
    payload: T,
    from: StreamSink<T>,
  ): Pick<StreamSink<T>, 'valid' | 'data'> {
    const stalled = this.#stalls === undefined ? from : this.#stall(name, payload, from, this.#stalls);
    stalled.ready.drive(true);
    return stalled;
  }

  #stall<T extends DataType>(
    name: string,
    payload: T,
    from: StreamSink<T>,
    { seed, rate }: Stalls,
  ): StreamSink<T> {
    const point = this.#m.instance(`stall_${name}`, stallPoint(payload), {});
    point.seed.drive(seed);
    point.rate.drive(rate);
    point.salt.drive(stallSalt(this.#points++));
    point.in.valid.drive(from.valid);
    point.in.data.drive(same<T>(from.data));
    from.ready.drive(point.in.ready);
    return point.out;
  }
}
