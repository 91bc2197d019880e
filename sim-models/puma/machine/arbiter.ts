import type { MemoryClient } from './block-request.js';
import type { DataMemory } from './data-memory.js';

/** Grants one block a cycle, round robin over the requests that are awake; the granted one is checked in the next cycle
 *  and done, which wakes all sleepers for the cycle after, or falls asleep. Source: docs/puma-isa.md, "Arbiter".
 *  Cycles in which nothing stands are skipped.
 *  @param done told of each block done: client, cycle
 *  @param limit cycles from this one on are not played
 *  @returns whether the limit was reached */
export function arbitrate(
  clients: readonly MemoryClient[],
  memory: DataMemory,
  limit: number,
  done: (client: number, cycle: number) => void,
): boolean {
  const count = clients.length;
  const asleep = new Uint8Array(count);
  let last = count - 1;
  let granted = -1;
  for (let cycle = 0; ; cycle++) {
    const checked = granted;
    if (checked < 0) {
      let earliest = Number.POSITIVE_INFINITY;
      for (let k = 0; k < count; k++) {
        const { at } = clients[k]!.request;
        if (asleep[k] === 0 && at < earliest) earliest = at;
      }
      if (earliest === Number.POSITIVE_INFINITY) return false;
      if (earliest > cycle) cycle = earliest;
    }
    if (cycle >= limit) return true;
    // Who sleeps is held in registers: this cycle's check counts from the next cycle on.
    granted = -1;
    for (let step = 1; step <= count; step++) {
      const k = (last + step) % count;
      if (k === checked || asleep[k] === 1 || clients[k]!.request.at > cycle) continue;
      granted = k;
      break;
    }
    if (granted >= 0) last = granted;
    if (checked < 0) continue;
    const client = clients[checked]!;
    if (memory.tryBlock(client.request)) {
      asleep.fill(0);
      done(checked, cycle);
      const asked = client.request.at;
      client.request.at = Number.POSITIVE_INFINITY;
      client.blockDone(cycle, asked);
    } else asleep[checked] = 1;
  }
}
