/** A figure as printed, and where. */
export interface PublishedRow {
  readonly part: string;
  readonly powerMw: number;
  readonly areaMm2: number;
  /** What the row is for, as printed. */
  readonly size: string;
  readonly source: string;
}

function row(part: string, powerMw: number, areaMm2: number, size: string): PublishedRow {
  return { part, powerMw, areaMm2, size, source: `dissertation, Table 3.5, row "${part}"` };
}

/** PUMA tile at 1 GHz in 32 nm. Source: dissertation, Table 3.5. Powers in mW, areas in mm2. */
export const publishedTile = {
  controlPipeline: row('Control Pipeline', 0.25, 0.0033, '3 stages'),
  instructionMemory: row('Instruction Memory', 1.52, 0.0031, '4 KB'),
  registerFile: row('Register File', 0.477, 0.00192, '1 KB'),
  mvmu: row('MVMU', 19.09, 0.012, '128x128, 2 a core'),
  vectorUnit: row('VFU', 1.9, 0.004, 'width 1'),
  scalarUnit: row('SFU', 0.055, 0.0006, '-'),
  core: row('Core', 42.37, 0.036, '8 a tile'),
  tileControl: row('Tile Control Unit', 0.5, 0.00145, '-'),
  tileInstructionMemory: row('Tile Instruction Memory', 1.91, 0.0054, '8 KB'),
  dataMemory: row('Tile Data Memory', 17.66, 0.086, '64 KB eDRAM'),
  memoryBus: row('Tile Memory Bus', 7, 0.09, '384 bits'),
  attributeMemory: row('Tile Attribute Memory', 2.77, 0.012, '32K entries eDRAM'),
  receiveBuffer: row('Tile Receive Buffer', 9.14, 0.0044, '16 FIFOs, depth 2'),
  tile: row('Tile', 373.8, 0.479, '138 a node'),
} as const satisfies Record<string, PublishedRow>;

/** Energy of moving 16 bits, pJ. Source: dissertation, Table 3.4. */
export const publishedMoves = {
  copy: { pj: 0.954, source: 'dissertation, Table 3.4, row "Intra-core (copy)"' },
  loadStore: { pj: 3.009, source: 'dissertation, Table 3.4, row "Intra-tile (load, store)"' },
  sendReceive: { pj: 18.045, source: 'dissertation, Table 3.4, row "Intra-node (send, receive)"' },
} as const;

/** One product of a 128x128 MVMU. 19.09 mW for 2304 ns are 43.98 nJ; the text prints 43.97.
 *  Source: dissertation, section 3.8.4, "PUMA with Digital MVMUs". */
export const publishedMvm = {
  pj: 43_970,
  cycles: 2304,
  /** Conversions in it: 16 steps, 128 columns, 8 slices. */
  conversions: 16 * 128 * 8,
  source: 'dissertation, section 3.8.4: 43.97 nJ for 128x128',
} as const;
