import { type DataType, input, output, type PortSpec, type StreamType, stream } from '../index.js';

/** Streams `in_0`, `in_1` ... */
export type StreamInputs<T extends DataType> = {
  readonly [K in `in_${number}`]: PortSpec<'input', StreamType<T>>;
};
/** Streams `out_0`, `out_1` ... */
export type StreamOutputs<T extends DataType> = {
  readonly [K in `out_${number}`]: PortSpec<'output', StreamType<T>>;
};

export function streamInputs<T extends DataType>(payload: T, count: number): StreamInputs<T> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`in_${i}`, input(stream(payload))]),
  ) as StreamInputs<T>;
}

export function streamOutputs<T extends DataType>(payload: T, count: number): StreamOutputs<T> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`out_${i}`, output(stream(payload))]),
  ) as StreamOutputs<T>;
}

/** Both groups of ports, the first first. (A spread would lose the type of numbered names.) */
export function bothPorts<A extends object, B extends object>(first: A, second: B): A & B {
  return { ...first, ...second };
}

/** The ports `<name>_0`, `<name>_1` ... of a module or an instance, in order: `numbered(io, 'in', 4)`. */
export function numbered<Io extends object, N extends string>(
  io: Io,
  name: N,
  count: number,
): readonly Io[`${N}_${number}` & keyof Io][] {
  return Array.from({ length: count }, (_, i) => {
    const key = `${name}_${i}` as `${N}_${number}` & keyof Io;
    if (io[key] === undefined) throw new RangeError(`there is no port \`${name}_${i}\``);
    return io[key];
  });
}
