import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Project, type SourceFile, ts } from 'ts-morph';
import { CrossweaveError } from '../../base/crossweave-error.js';

/** Sources to look at, with their types. */
export interface SourceProgram {
  readonly program: ts.Program;
  readonly files: readonly ts.SourceFile[];
}

/** Whether a file is a module of Node's own kind or CommonJS decides nothing here, and ts-morph does not look it up. */
const moduleOptions: ts.CompilerOptions = {
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
};

const usualOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  strict: true,
  skipLibCheck: true,
  allowJs: true,
  noEmit: true,
};

/** Reads sources and whatever they import.
 *  @param paths source files, or one tsconfig; none: the `tsconfig.json` of the working folder. Source files take their options from the
 *    nearest `tsconfig.json` above the first
 *  @throws {CrossweaveError} CW-L010 for a file that is not there or cannot be read as what it is */
export function loadProgram(paths: readonly string[]): SourceProgram {
  const [first = 'tsconfig.json'] = paths;
  for (const path of paths.length === 0 ? [first] : paths) {
    if (!existsSync(path) || !statSync(path).isFile()) throw unreadable(path, 'no such file');
  }
  const project = first.endsWith('.json') ? fromConfig(first, paths) : fromFiles(paths);
  const files = project.getSourceFiles().filter((file) => isWanted(file));
  // Roots only: what they import is read for its types alone.
  const roots = first.endsWith('.json')
    ? files
    : files.filter((file) => paths.some((path) => same(file, path)));
  const program = project.getProgram().compilerObject;
  return { program, files: roots.map(({ compilerNode }) => compilerNode) };
}

function fromConfig(config: string, paths: readonly string[]): Project {
  if (paths.length > 1) throw unreadable(paths[1] ?? '', 'a tsconfig stands alone');
  try {
    return new Project({
      tsConfigFilePath: config,
      compilerOptions: moduleOptions,
      skipFileDependencyResolution: true,
    });
  } catch (error) {
    throw unreadable(config, error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
  }
}

function fromFiles(paths: readonly string[]): Project {
  const config = nearestConfig(dirname(resolve(paths[0] ?? '.')));
  const project = new Project({
    ...(config === undefined ? {} : { tsConfigFilePath: config }),
    compilerOptions: config === undefined ? { ...usualOptions, ...moduleOptions } : moduleOptions,
    skipAddingFilesFromTsConfig: true,
    skipFileDependencyResolution: true,
  });
  // What a project declares for all of its files is imported by none of them.
  if (config !== undefined) project.addSourceFilesAtPaths(declarationsOf(config));
  project.addSourceFilesAtPaths(paths.map((path) => resolve(path)));
  return project;
}

function declarationsOf(config: string): string[] {
  const { config: content } = ts.readConfigFile(config, (file) => readFileSync(file, 'utf8'));
  const { fileNames } = ts.parseJsonConfigFileContent(content, ts.sys, dirname(config));
  return fileNames.filter((file) => file.endsWith('.d.ts'));
}

function nearestConfig(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const config = join(at, 'tsconfig.json');
    if (existsSync(config)) return config;
    if (dirname(at) === at) return undefined;
  }
}

function isWanted(file: SourceFile): boolean {
  return !file.isDeclarationFile() && !file.isInNodeModules();
}

function same(file: SourceFile, path: string): boolean {
  return file.getFilePath() === resolve(path).replaceAll('\\', '/');
}

function unreadable(path: string, actual: string): CrossweaveError {
  return new CrossweaveError({
    code: 'CW-L010',
    severity: 'error',
    message: 'a source to check cannot be read',
    where: { kind: 'file', file: path },
    expected: 'TypeScript files, or one tsconfig',
    actual,
    hint: 'name files, or a tsconfig; without a name, `tsconfig.json` of the working folder is taken',
  });
}
