import type { LintSourceOptions, LintSourceResult } from './api.js';

/** Looks for what JavaScript hides about signals in sources that use the hardware language. The compiler behind it is loaded
 *  here, so that nothing else waits for it.
 *
 *  @throws {CrossweaveError} CW-L010 for a file that cannot be read; findings are a result, not an error */
export async function lintSource(options: LintSourceOptions): Promise<LintSourceResult> {
  const { lintSource: lint } = await import('../hdl-dsl/lint-source/index.js');
  const { files, findings } = lint(options.paths ?? []);
  return { verdict: findings.length === 0 ? 'clean' : 'findings', files, findings };
}
