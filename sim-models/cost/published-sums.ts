import { publishedTile } from './published.js';

/** A total as printed and as its printed parts add up. */
export interface PublishedSum {
  readonly what: 'core' | 'tile';
  readonly printed: { readonly powerMw: number; readonly areaMm2: number };
  readonly sum: { readonly powerMw: number; readonly areaMm2: number };
  readonly derivation: string;
}

/** The totals of Table 3.5 beside the sums of their rows: they differ a little. The tile's sum takes the printed row of
 *  a core. Powers in mW, areas in mm2. */
export function publishedSums(): PublishedSum[] {
  const rows = publishedTile;
  const core = [
    [1, rows.controlPipeline],
    [1, rows.instructionMemory],
    [1, rows.registerFile],
    [2, rows.mvmu],
    [1, rows.vectorUnit],
    [1, rows.scalarUnit],
  ] as const;
  const tile = [
    [8, rows.core],
    [1, rows.tileControl],
    [1, rows.tileInstructionMemory],
    [1, rows.dataMemory],
    [1, rows.memoryBus],
    [1, rows.attributeMemory],
    [1, rows.receiveBuffer],
  ] as const;
  return [
    { what: 'core', printed: rows.core, ...add(core) },
    { what: 'tile', printed: rows.tile, ...add(tile) },
  ];
}

type Rows = readonly (readonly [
  count: number,
  row: { readonly part: string; readonly powerMw: number; readonly areaMm2: number },
])[];

function add(rows: Rows): Pick<PublishedSum, 'sum' | 'derivation'> {
  return {
    sum: {
      powerMw: rows.reduce((all, [count, { powerMw }]) => all + count * powerMw, 0),
      areaMm2: rows.reduce((all, [count, { areaMm2 }]) => all + count * areaMm2, 0),
    },
    derivation: `Table 3.5: ${rows.map(([count, { part }]) => `${count} x ${part}`).join(' + ')}`,
  };
}
