import { CrossweaveError } from '../../base/crossweave-error.js';
import { nearestWord } from '../../config/nearest-word.js';
import type { Config } from '../../config/systems.js';
import { workloadCatalogue } from './catalogue.js';

/** Refuses a number of vectors that cannot be had. @param reason why there are no more than `most`
 *  @throws {CrossweaveError} CW-W108 */
export function checkVectors(vectors: number, most: number, reason: string): void {
  if (Number.isInteger(vectors) && vectors >= 1 && vectors <= most) return;
  throw new CrossweaveError({
    code: 'CW-W108',
    severity: 'error',
    message: 'the workload cannot have so many vectors',
    expected: `1 .. ${most}`,
    actual: String(vectors),
    hint: reason,
  });
}

/** CW-W106: a system has no workload of a name. @param files whether a workload may be a file too */
export function unknownWorkload(name: string, system: Config['system'], files: boolean): CrossweaveError {
  const names = workloadCatalogue
    .filter(({ systems }) => systems.includes(system))
    .map((workload) => workload.name);
  const nearest = nearestWord(name, names);
  return new CrossweaveError({
    code: 'CW-W106',
    severity: 'error',
    message: `there is no workload ${JSON.stringify(name)}`,
    expected: files ? `${names.join(', ')}, or a file` : names.join(', '),
    actual: JSON.stringify(name),
    ...(nearest === undefined ? {} : { hint: `did you mean "${nearest}"?` }),
  });
}
