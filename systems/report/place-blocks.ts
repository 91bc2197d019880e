import { createRequire } from 'node:module';
import type { ELK, ElkEdgeSection, ElkNode } from 'elkjs';
import { cachedText } from '../cached-text.js';
import type { Bundle, Part } from './netlist-blocks.js';

/** Width of a letter of the titles, in the units of the drawing. */
const charWidth = 7.4;

/** Where blocks stand and wires run. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: ReadonlyMap<string, { x: number; y: number; width: number; height: number }>;
  readonly lines: readonly (readonly ElkEdgeSection[])[];
}

/** Places blocks in layers from left to right. */
export async function placeBlocks(parts: readonly Part[], bundles: readonly Bundle[]): Promise<Layout> {
  const graph: ElkNode = {
    id: 'top',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': 'RIGHT',
      'elk.edgeRouting': 'ORTHOGONAL',
      'elk.layered.spacing.nodeNodeBetweenLayers': '64',
      'elk.spacing.nodeNode': '22',
      'elk.spacing.edgeNode': '14',
      'elk.layered.spacing.edgeNodeBetweenLayers': '16',
      'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
    },
    children: parts.map((part) => ({
      id: part.id,
      ...sizeOf(part),
      layoutOptions:
        part.kind === 'input'
          ? { 'elk.layered.layering.layerConstraint': 'FIRST' }
          : part.kind === 'output'
            ? { 'elk.layered.layering.layerConstraint': 'LAST' }
            : {},
    })),
    edges: bundles.map(({ from, to }, i) => ({ id: `e${i}`, sources: [from], targets: [to] })),
  };
  const placed = JSON.parse(
    await cachedText('layout', JSON.stringify(graph), () => layOut(graph)),
  ) as ElkNode;
  const { width = 0, height = 0, children = [], edges = [] } = placed;
  const boxes = children.map((node) => {
    const { id, x = 0, y = 0, width: w = 0, height: h = 0 } = node;
    return [id, { x, y, width: w, height: h }] as const;
  });
  return { width, height, boxes: new Map(boxes), lines: edges.map(({ sections = [] }) => sections) };
}

/** The engine takes a quarter of a second to load and lay out, so what it finds is kept. */
async function layOut(graph: ElkNode): Promise<string> {
  const Elk = createRequire(import.meta.url)('elkjs/lib/elk.bundled.js') as new () => ELK;
  return JSON.stringify(await new Elk().layout(graph));
}

function sizeOf({ kind, title, subtitle }: Part): { width: number; height: number } {
  const letters = Math.max(title.length * 1.1, subtitle.length);
  if (kind === 'input' || kind === 'output') return { width: title.length * charWidth + 18, height: 24 };
  return { width: Math.max(120, letters * charWidth + 24), height: 64 };
}
