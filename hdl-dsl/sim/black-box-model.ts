/** Behaviour of a black box in the built-in simulator: outputs are registered, so they change at clock edges only. */
export interface BlackBoxModel {
  /** A fresh instance in its reset state. `parameters` are those of the instance. */
  create(instance: {
    readonly name: string;
    readonly parameters: Readonly<Record<string, number>>;
  }): BlackBoxInstance;
}

/** Values of ports of at most 32 bits are numbers (unsigned), wider ones bigints (unsigned bit patterns). */
export type PortValue = number | bigint;

export interface BlackBoxInstance {
  /** Called at reset; returns the reset values of the outputs. */
  reset(): Readonly<Record<string, PortValue>>;
  /** Called once for all simultaneous clock edges with inputs as sampled before them; returns outputs that changed.
   *  @param edges the box' own clock domains that have an edge */
  clock(
    inputs: Readonly<Record<string, PortValue>>,
    edges: readonly string[],
  ): Readonly<Record<string, PortValue>>;
}
