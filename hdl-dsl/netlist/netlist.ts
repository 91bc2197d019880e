/** A bit of a net: its number, from 2, or a constant. */
export type Bit = number | '0' | '1' | 'x';
/** The lowest bit first. */
export type Bits = readonly Bit[];

/** What `netlistOf` gives: the form of Yosys's `write_json`, so that `read_json`, netlistsvg and the like can read it. The schema is
 *  described in `docs/netlist.md`. */
export interface Netlist {
  readonly creator: string;
  /** By printed name; instantiated modules before those that use them, the top last. */
  readonly modules: Readonly<Record<string, NetlistModule>>;
}

export interface NetlistModule {
  /** `top` of the top module, `blackbox` of a module written elsewhere, `src`, where it is defined. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Of a module written elsewhere: the parameters that instances set, with the value that the first of them sets. */
  readonly parameter_default_values?: Readonly<Record<string, number>>;
  readonly ports: Readonly<Record<string, NetlistPort>>;
  readonly cells: Readonly<Record<string, NetlistCell>>;
  readonly netnames: Readonly<Record<string, NetlistName>>;
}

export interface NetlistPort {
  readonly direction: 'input' | 'output';
  readonly bits: Bits;
  /** Two's complement. */
  readonly signed?: 1;
}

/** An instance, a register, a memory or an operator. */
export interface NetlistCell {
  /** 1: the name is made up. */
  readonly hide_name: 0 | 1;
  /** A module's name, or a cell of Yosys's library: `$add`, `$mux`, `$adff`, `$mem_v2` and so on. */
  readonly type: string;
  /** Numbers, or texts; a text of 0 and 1 only is a constant, the highest bit first. */
  readonly parameters: Readonly<Record<string, number | string>>;
  readonly attributes: Readonly<Record<string, string>>;
  readonly port_directions: Readonly<Record<string, 'input' | 'output'>>;
  readonly connections: Readonly<Record<string, Bits>>;
}

export interface NetlistName {
  readonly hide_name: 0 | 1;
  readonly bits: Bits;
  readonly attributes: Readonly<Record<string, string>>;
  readonly signed?: 1;
}
