import { needsDouble } from '../check-job.js';
import type { Monitor, SimPort } from '../engine.js';

/** How the driver packs what a monitor records: narrow, since moving it costs more than widening it later. */
export interface MonitorLayout {
  /** Bytes of an element: 1, 2, 4; 8 is a double. */
  readonly valueBytes: 1 | 2 | 4 | 8;
  /** Bytes of a tag. */
  readonly tagBytes: 1 | 2 | 4;
}

export function monitorLayout(monitor: Monitor, ports: readonly SimPort[]): MonitorLayout {
  const widest = Math.max(1, ...monitor.tags.map((tag) => ports.find((port) => port.name === tag)!.width));
  return { valueBytes: needsDouble(monitor) ? 8 : bytesFor(monitor.elementBits), tagBytes: bytesFor(widest) };
}

function bytesFor(bits: number): 1 | 2 | 4 {
  return bits <= 8 ? 1 : bits <= 16 ? 2 : 4;
}
