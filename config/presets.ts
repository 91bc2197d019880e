import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { packageRoot } from '../base/package-root.js';
import { parseJson } from './json-text.js';
import { parseConfig } from './parse-config.js';
import { readTextFile } from './read-text-file.js';
import { summarise } from './summarise.js';
import type { Config } from './systems.js';

/** A ready-made configuration of `configs/`. */
export interface Preset {
  /** File name without `.json`. */
  readonly name: string;
  readonly system: Config['system'];
  readonly summary: string;
}

/** Names of the ready-made configurations, sorted. */
export function presetNames(folder = presetFolder()): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort();
}

/** File of a ready-made configuration. */
export function presetFile(name: string, folder = presetFolder()): string {
  return join(folder, `${name}.json`);
}

/** Every ready-made configuration with what it makes.
 *  @throws {CrossweaveError} CW-C... if one of them is not a valid configuration */
export function listPresets(folder = presetFolder()): Preset[] {
  return presetNames(folder).map((name) => {
    const file = presetFile(name, folder);
    const label = relative(dirname(folder), file);
    const config = parseConfig(parseJson(readTextFile(file, 'the preset'), label), label);
    return { name, system: config.system, summary: summarise(config) };
  });
}

/** `configs/` of the installed package. */
const presetFolder = (): string => join(packageRoot, 'configs');
