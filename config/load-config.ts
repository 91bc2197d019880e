import { existsSync } from 'node:fs';
import { CrossweaveError } from '../base/crossweave-error.js';
import type { Diagnostic } from '../base/diagnostic.js';
import { parseJson, repeatedKeys } from './json-text.js';
import { nearestWord } from './nearest-word.js';
import { parseConfig } from './parse-config.js';
import { presetFile, presetNames } from './presets.js';
import { readTextFile } from './read-text-file.js';
import { trySettings } from './settings.js';
import type { Config } from './systems.js';

/** A checked configuration and what to call its source in messages. */
export interface LoadedConfig {
  readonly config: Config;
  /** The file or preset as the user gave it; absent for a value. */
  readonly source?: string;
}

/** Finds, reads, changes and checks a configuration.
 *  @param source the path of a JSON file, the name of a preset, or a parsed JSON value. A string with a path
 *    separator or the ending `.json` is a file; any other is a preset first, then a file of that name.
 *  @param settings `path=value` texts, applied in order before the check
 *  @throws {CrossweaveError} CW-C001..CW-C013, CW-F001 */
export function loadConfig(source: unknown, settings: readonly string[] = []): LoadedConfig {
  if (typeof source !== 'string') return { config: checked(source, settings, []) };
  const text = readTextFile(locate(source), 'the configuration');
  const json = parseJson(text, source);
  return { config: checked(json, settings, repeatedKeys(text, source), source), source };
}

/** Findings of the text, of the settings and of the values come in one error. */
function checked(
  given: unknown,
  settings: readonly string[],
  repeated: readonly Diagnostic[],
  source?: string,
): Config {
  const { json, findings } = trySettings(given, settings);
  const earlier = [...repeated, ...findings];
  try {
    const config = parseConfig(json, source);
    if (earlier.length === 0) return config;
  } catch (error) {
    if (!(error instanceof CrossweaveError)) throw error;
    throw new CrossweaveError([...earlier, ...error.diagnostics]);
  }
  throw new CrossweaveError(earlier);
}

function locate(source: string): string {
  if (/[/\\]|\.json$/.test(source)) return source;
  const presets = presetNames();
  if (presets.includes(source)) return presetFile(source);
  if (existsSync(source)) return source;
  const nearest = nearestWord(source, presets);
  throw new CrossweaveError({
    code: 'CW-C013',
    severity: 'error',
    message: `there is no preset and no file ${JSON.stringify(source)}`,
    expected: `a JSON file, or one of ${presets.join(', ')}`,
    actual: JSON.stringify(source),
    hint: nearest === undefined ? 'see `crossweave list`' : `did you mean ${JSON.stringify(nearest)}?`,
  });
}
