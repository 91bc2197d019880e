import { CrossweaveError } from '../base/crossweave-error.js';
import { type LoadedConfig, loadConfig } from './load-config.js';
import type { PumaMachineConfig } from './puma-machine.js';
import { isMachine } from './systems.js';

/** As `loadConfig`, for what only programmable machines have.
 *  @throws {CrossweaveError} as `loadConfig`; CW-C014 for another system */
export function loadMachine(
  source: unknown,
  settings: readonly string[] = [],
): LoadedConfig & { readonly config: PumaMachineConfig } {
  const loaded = loadConfig(source, settings);
  const { config } = loaded;
  if (isMachine(config)) return { ...loaded, config };
  const where =
    loaded.source === undefined
      ? {}
      : { where: { kind: 'json', file: loaded.source, path: 'system' } as const };
  throw new CrossweaveError({
    code: 'CW-C014',
    severity: 'error',
    message: 'only programmable machines have programs',
    ...where,
    expected: 'a configuration of the system "puma-core" or "puma-tile"',
    actual: JSON.stringify(config.system),
    hint: 'presets: puma-core, puma-core-small, puma-tile, puma-tile-small',
  });
}
