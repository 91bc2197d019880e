import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CrossweaveError } from '../../base/crossweave-error.js';
import type { SimDesign } from '../engine.js';
import { type BuildCache, readEntryJson } from './build-cache.js';
import { runBuildStep } from './build-step.js';
import { blockFlags, compilerFlags, linkerFlags, verilatorFlags, waveformFlags } from './flags.js';
import { checkModelPorts, readModelPorts } from './model-ports.js';
import { contentKey, type Driver, harnessTemplates, prefix, renderModel } from './model-source.js';
import { includeFlags, readManifest, runtimeObjects } from './runtime.js';
import type { Toolchain } from './toolchain.js';
import { translateBlocks } from './translate-blocks.js';
import { writeDesignFile } from './write-design-file.js';

/** A simulator ready to run. */
export interface BuiltModel {
  readonly program: string;
  /** Nothing was compiled. */
  readonly cached: boolean;
  /** Lint warnings of Verilator on the sources. */
  readonly warnings: readonly string[];
}

export interface BuildOptions {
  readonly waveform: boolean;
  readonly timeoutSeconds: number;
  /** What runs the model; without it a whole stimulus. */
  readonly driver?: Driver;
}

const programFile = 'simulator';
const warningsFile = 'warnings.json';

/** SHA-256 of all that the simulator of a design is made from: sources, pins, harness texts, flags, versions of the
 *  tools and the processor. Weights and vectors are loaded at run time and are no part of it. */
export function modelKey(
  design: SimDesign,
  tools: Toolchain,
  waveform: boolean,
  driver: Driver = 'driver.cpp',
): string {
  return contentKey({
    top: design.top,
    ports: design.ports,
    sources: design.sources.map((f) => [f.path, f.text]),
    dpi: design.dpi.map((f) => [f.path, f.text]),
    ...(design.blocks ? { blocks: design.blocks } : {}),
    harness: harnessTemplates(driver),
    flags: [modelFlags(waveform), compilerFlags(waveform), linkerFlags],
    tools: tools.identity,
  });
}

/** Builds the simulator of a design, or finds it in the cache.
 *  @throws {CrossweaveError} CW-T002, CW-T003, CW-T006, CW-T007, CW-T009 */
export async function buildModel(
  design: SimDesign,
  cache: BuildCache,
  tools: Toolchain,
  options: BuildOptions,
): Promise<BuiltModel> {
  const key = modelKey(design, tools, options.waveform, options.driver);
  const { folder, hit } = await cache.entry('model', key, (cwd) => make(cwd, design, cache, tools, options));
  const warnings = await readEntryJson(folder, warningsFile);
  return {
    program: join(folder, programFile),
    cached: hit,
    warnings: Array.isArray(warnings) ? warnings.map(String) : [],
  };
}

function modelFlags(waveform: boolean): string[] {
  return [...verilatorFlags, ...(waveform ? waveformFlags : [])];
}

async function make(
  cwd: string,
  design: SimDesign,
  cache: BuildCache,
  tools: Toolchain,
  options: BuildOptions,
): Promise<void> {
  const { timeoutSeconds, driver = 'driver.cpp' } = options;
  const sources = join(cwd, 'sources');
  const objects = join(cwd, 'objects');
  for (const file of [...design.sources, ...design.dpi]) await writeDesignFile(sources, file);
  // In a waveform blocks would be closed boxes.
  const hasBlocks = !options.waveform && (design.blocks ?? []).length > 0;
  const flags = [...modelFlags(options.waveform), ...(hasBlocks ? blockFlags : [])];
  const blocks = hasBlocks
    ? await translateBlocks(cwd, design, tools, { flags, timeoutSeconds })
    : { sources: design.sources, units: [], runtimeFiles: [], printed: '' };
  for (const file of blocks.sources) await writeDesignFile(sources, file);
  const printed = await runBuildStep({
    program: tools.verilator,
    args: [
      ...flags,
      '--prefix',
      prefix,
      '--top-module',
      design.top,
      '--Mdir',
      '../objects',
      ...design.sources.map((file) => file.path),
    ],
    cwd: sources,
    timeoutSeconds,
    refusal: { code: 'CW-T002', message: `Verilator refuses the design \`${design.top}\`` },
  });
  const ports = readModelPorts(await readFile(join(objects, `${prefix}.h`), 'utf8'));
  const wrong = checkModelPorts(design.top, design.ports, ports);
  if (wrong.length > 0) throw new CrossweaveError(wrong);

  const found = await readManifest(objects, prefix);
  const manifest = { ...found, runtimeFiles: [...new Set([...found.runtimeFiles, ...blocks.runtimeFiles])] };
  const model = renderModel(design, manifest.modelFiles, ports, driver);
  const harness = { ...harnessTemplates(driver), 'model.cpp': model };
  for (const [path, text] of Object.entries(harness)) await writeDesignFile(objects, { path, text });
  const compile = (source: string, object: string) =>
    runBuildStep({
      program: tools.compiler,
      args: [
        ...compilerFlags(options.waveform),
        '-I.',
        ...includeFlags(manifest),
        '-c',
        source,
        '-o',
        object,
      ],
      cwd: objects,
      timeoutSeconds,
      refusal: { code: 'CW-T003', message: `the simulator of \`${design.top}\` does not compile` },
    });
  const dpi = design.dpi.filter((file) => /\.(c|cc|cpp|cxx)$/.test(file.path));
  const dpiObjects = dpi.map((_, k) => `dpi-${k}.o`);
  const units = blocks.units.map((unit) => ({ unit, object: unit.replace(/cpp$/, 'o') }));
  await Promise.all([
    compile('model.cpp', 'model.o'),
    ...units.map(({ unit, object }) => compile(unit, object)),
  ]);
  for (const [k, file] of dpi.entries()) await compile(join('..', 'sources', file.path), dpiObjects[k]!);
  const runtime = await runtimeObjects(cache, tools, manifest, options.waveform, timeoutSeconds);
  await runBuildStep({
    program: tools.compiler,
    args: [
      '-o',
      programFile,
      'model.o',
      ...units.map(({ object }) => object),
      ...dpiObjects,
      ...runtime,
      ...linkerFlags,
    ],
    cwd: objects,
    timeoutSeconds,
    refusal: { code: 'CW-T003', message: `the simulator of \`${design.top}\` does not link` },
  });
  await rename(join(objects, programFile), join(cwd, programFile));
  await writeDesignFile(cwd, {
    path: warningsFile,
    text: JSON.stringify(readWarnings(blocks.printed + printed)),
  });
  await rm(sources, { recursive: true });
  await rm(objects, { recursive: true });
}

/** Lint warnings in Verilator's output, each once: their first lines, without the advice below. */
export function readWarnings(printed: string): string[] {
  return [...new Set(printed.split('\n').filter((line) => line.startsWith('%Warning')))];
}
