import type { SourceRef } from '../ir/index.js';
import type { ReadAccess, WriteGroup } from './memory-accesses.js';
import type { MemorySpec } from './memory-spec.js';
import { report } from './report.js';

/** What one port of a memory does: numbers of its read and its write. */
export interface PortUse {
  readonly read: number | undefined;
  readonly write: number | undefined;
}

/** The ports of a memory: one for each access while there are enough (writes first), else a read and a write share. */
export function portUses(
  ports: number | undefined,
  reads: readonly unknown[],
  groups: readonly unknown[],
): readonly PortUse[] {
  const isShared = ports !== undefined && reads.length + groups.length > ports;
  const count = isShared ? ports : (ports ?? reads.length + groups.length);
  const first = isShared ? 0 : groups.length;
  return Array.from({ length: count }, (_, i) => ({
    read: i >= first && i - first < reads.length ? i - first : undefined,
    write: i < groups.length ? i : undefined,
  }));
}

/** Reports CW-E038 for more accesses in one cycle than ports, and drops those that are too many. */
export function checkPorts(
  key: string,
  { ports, macro }: MemorySpec,
  reads: ReadAccess[],
  groups: WriteGroup[],
  source: SourceRef,
): void {
  const most = ports ?? (macro === undefined ? undefined : 1);
  if (most === undefined) return;
  const many = [
    ...reads.slice(most).map((read) => read.source),
    ...groups.slice(most).flatMap((group) => group.map((write) => write.source)),
  ];
  if (many.length === 0) return;
  report({
    code: 'CW-E038',
    message: `memory \`${key}\` is accessed more often than it has ports`,
    expected: `at most ${most} ${most === 1 ? 'read and 1 write' : 'reads and 2 writes'} in one cycle`,
    actual: `${reads.length} reads, ${groups.length} writes that may be active together`,
    hint: 'writes in different branches of one `when` or `switch` share a port; multiplex the address of reads',
    source,
    related: many.map((at) => ({ message: 'accessed at', source: at })),
  });
}
