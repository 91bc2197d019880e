import { join } from 'node:path';
import { loadConfig } from '../config/load-config.js';
import type { GenerateOptions, GenerateResult } from './api.js';
import { buildDesign } from './design.js';
import { designFiles } from './design-files.js';
import { checkDesignFolder, writeDesignFolder } from './output-folder.js';
import { withSystem } from './registry.js';
import { stopwatch } from './stopwatch.js';

/** Writes the hardware of a configuration to its folder: RTL, analog macros, stand-alone test-bench, netlist, typed
 *  bindings, core file.
 *
 *  @throws {CrossweaveError} CW-C... for a wrong configuration, CW-F... for a folder that cannot be written; then nothing
 *  is written and what was there stays */
export async function generate(options: GenerateOptions): Promise<GenerateResult> {
  const elapsed = stopwatch();
  const { config } = loadConfig(options.config, options.settings);
  const out = options.out ?? join('out', config.name);
  checkDesignFolder(out);
  options.onProgress?.({ stage: 'generate', status: 'start' });
  const { files, warnings } = await withSystem(config, async (system, typed) => {
    const design = buildDesign(system, typed, { locators: options.locators ?? false });
    return { files: await designFiles(system, typed, design), warnings: design.warnings };
  });
  writeDesignFolder(out, files);
  options.onProgress?.({ stage: 'generate', status: 'done' });
  return {
    name: config.name,
    system: config.system,
    out,
    files: files.map((file) => file.path),
    warnings,
    seconds: elapsed(),
  };
}
