import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildCache } from './build-cache.js';
import { runBuildStep } from './build-step.js';
import { compilerFlags } from './flags.js';
import { contentKey } from './model-source.js';
import type { Toolchain } from './toolchain.js';

/** What the files that Verilator wrote say of themselves. */
export interface ModelManifest {
  /** Verilator's installation, with its C++ sources in `include/`. */
  readonly root: string;
  /** C++ files of the model. */
  readonly modelFiles: readonly string[];
  /** Files of Verilator's own run-time library that the model needs, without `.cpp`. */
  readonly runtimeFiles: readonly string[];
}

/** Reads the makefiles beside the model.
 *  @param prefix of its classes */
export async function readManifest(objects: string, prefix: string): Promise<ModelManifest> {
  const [makefile, classes] = await Promise.all(
    [`${prefix}.mk`, `${prefix}_classes.mk`].map((file) => readFile(join(objects, file), 'utf8')),
  );
  const list = (name: string): string[] => {
    const found = new RegExp(`^${name} \\+= \\\\\n((?:\\t.*\\\\\n)*)`, 'm').exec(classes!);
    return (found?.[1] ?? '').split(/[\s\\]+/).filter((word) => word !== '');
  };
  return {
    root: /^VERILATOR_ROOT = (.*)$/m.exec(makefile!)?.[1]?.trim() ?? '',
    modelFiles: ['VM_CLASSES_FAST', 'VM_CLASSES_SLOW', 'VM_SUPPORT_FAST', 'VM_SUPPORT_SLOW']
      .flatMap(list)
      .map((file) => `${file}.cpp`),
    runtimeFiles: [...list('VM_GLOBAL_FAST'), ...list('VM_GLOBAL_SLOW')],
  };
}

/** Folders of headers that model, driver and C sources need. */
export function includeFlags({ root }: ModelManifest): string[] {
  return [`-I${join(root, 'include')}`, `-I${join(root, 'include', 'vltstd')}`];
}

/** Objects of Verilator's run-time library, compiled once for all models: they take longer than most models. */
export async function runtimeObjects(
  cache: BuildCache,
  tools: Toolchain,
  manifest: ModelManifest,
  waveform: boolean,
  timeoutSeconds: number,
): Promise<string[]> {
  const flags = compilerFlags(waveform);
  const files = [...manifest.runtimeFiles].sort();
  const key = contentKey({ tools: tools.identity, root: manifest.root, flags, files });
  const { folder } = await cache.entry('runtime', key, async (cwd) => {
    for (const file of files) {
      await runBuildStep({
        program: tools.compiler,
        args: [...flags, ...includeFlags(manifest), '-c', join(manifest.root, 'include', `${file}.cpp`)],
        cwd,
        timeoutSeconds,
        refusal: { code: 'CW-T003', message: 'the run-time library of the simulator does not compile' },
      });
    }
  });
  return files.map((file) => join(folder, `${file}.o`));
}
