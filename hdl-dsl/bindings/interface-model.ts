/** Types of ports as plain data, which can be sent to another thread. */
export type TypeModel =
  | { readonly kind: 'bool' }
  | { readonly kind: 'bits' | 'uint' | 'sint'; readonly width: number }
  | { readonly kind: 'fixed'; readonly integer: number; readonly fraction: number }
  | { readonly kind: 'enum'; readonly name: string; readonly members: readonly (readonly [string, bigint])[] }
  | { readonly kind: 'vec'; readonly element: TypeModel; readonly length: number }
  | { readonly kind: 'struct'; readonly fields: readonly (readonly [string, TypeModel])[] }
  | { readonly kind: 'stream' | 'flow'; readonly payload: TypeModel };

export interface PortModel {
  /** As declared: `outData`. */
  readonly key: string;
  readonly direction: 'input' | 'output';
  readonly type: TypeModel;
  readonly comment?: string;
  readonly clock?: string;
}

export interface ClockModel {
  readonly key: string;
  readonly reset: 'async' | 'sync';
}

/** All that the typed bindings of a design say. */
export interface InterfaceModel {
  /** The top module. */
  readonly name: string;
  /** What the module is for. */
  readonly comment: string;
  /** How the file is made again. */
  readonly command: string;
  readonly ports: readonly PortModel[];
  readonly clocks: readonly ClockModel[];
  /** SystemVerilog files, relative to the folder above that of the bindings, in an order in which they compile. */
  readonly sources: readonly string[];
  /** C or C++ files behind DPI, likewise. */
  readonly dpi: readonly string[];
}
