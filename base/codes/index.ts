import type { CodeEntry } from '../code-entry.js';
import { analogCodes } from './analog.js';
import { configurationCodes } from './configuration.js';
import { costCodes } from './cost.js';
import { filesCodes } from './files.js';
import { languageCodes } from './language.js';
import { layersCodes } from './layers.js';
import { modelsCodes } from './models.js';
import { programsCodes } from './programs.js';
import { runsCodes } from './runs.js';
import { sourceLintCodes } from './source-lint.js';
import { structureCodes } from './structure.js';
import { testbenchCodes } from './testbench.js';
import { toolsCodes } from './tools.js';
import { valueCodes } from './values.js';
import { workloadsCodes } from './workloads.js';

const entries: readonly CodeEntry[] = [
  ...analogCodes,
  ...configurationCodes,
  ...costCodes,
  ...filesCodes,
  ...languageCodes,
  ...layersCodes,
  ...modelsCodes,
  ...programsCodes,
  ...runsCodes,
  ...sourceLintCodes,
  ...structureCodes,
  ...testbenchCodes,
  ...toolsCodes,
  ...valueCodes,
  ...workloadsCodes,
];

/** Every registered code, in order of its text. A code registered twice is an error of ours. */
export const codeRegistry: ReadonlyMap<string, CodeEntry> = buildRegistry();

function buildRegistry(): Map<string, CodeEntry> {
  const registry = new Map<string, CodeEntry>();
  for (const entry of [...entries].sort((a, b) => (a.code < b.code ? -1 : 1))) {
    if (registry.has(entry.code)) throw new Error(`code ${entry.code} is registered twice`);
    registry.set(entry.code, entry);
  }
  return registry;
}
