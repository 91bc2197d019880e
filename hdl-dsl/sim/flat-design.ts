import type { ClockDomain } from '../ir/index.js';
import type { BlackBoxModel } from './black-box-model.js';
import type { MemoryCell, StateCell } from './cells.js';
import type { GraphNode } from './graph-node.js';

/** A design without hierarchy: everything that happens at a clock edge, as nodes over the values before it. */
export interface FlatDesign {
  readonly inputs: readonly { readonly pin: string; readonly cell: StateCell; readonly node: GraphNode }[];
  readonly outputs: readonly { readonly pin: string; readonly node: GraphNode }[];
  readonly registers: readonly FlatRegister[];
  readonly memories: readonly MemoryCell[];
  /** Later ones win. */
  readonly writes: readonly FlatWrite[];
  readonly boxes: readonly FlatBox[];
  readonly assertions: readonly FlatAssertion[];
  readonly signals: readonly FlatSignal[];
  /** The clock domains of the top module; clocked things name theirs by its number. */
  readonly domains: readonly ClockDomain[];
}

export interface FlatRegister {
  readonly domain: number;
  readonly cell: StateCell;
  readonly next: GraphNode;
  readonly reset?: bigint;
  /** As the domain says in the register's own module, whatever the top module says of its clock. */
  readonly resetStyle: ClockDomain['reset'];
}

/** A write of bits lsb .. lsb + data.width - 1 of a word. */
export interface FlatWrite {
  readonly domain: number;
  readonly memory: MemoryCell;
  readonly lsb: number;
  readonly enable: GraphNode;
  readonly address: GraphNode;
  readonly data: GraphNode;
}

/** An instance of a black box; its pins by printed name. */
export interface FlatBox {
  readonly path: string;
  readonly model: BlackBoxModel;
  readonly parameters: Readonly<Record<string, number>>;
  readonly inputs: readonly { readonly pin: string; readonly node: GraphNode }[];
  readonly outputs: readonly { readonly pin: string; readonly cell: StateCell }[];
  /** Its own domains, in order, with the domain of the top module that clocks each. */
  readonly clocks: readonly { readonly name: string; readonly domain: number }[];
}

export interface FlatAssertion {
  readonly domain: number;
  readonly name: string;
  /** Instance path from the top module down. */
  readonly unit: string;
  readonly message: string;
  readonly condition: GraphNode;
}

/** A named signal of the hierarchy; its node is made when somebody looks. */
export interface FlatSignal {
  /** Instances from the top module (left out) down, and the printed name: `u_x.acc_q`. */
  readonly path: string;
  readonly width: number;
  node(): GraphNode;
}
