import { codeRegistry } from '../../base/codes/index.js';

const areas: Readonly<Record<string, string>> = {
  A: 'Analog macros and what engines can do',
  C: 'Configuration and usage',
  E: 'The hardware language',
  F: 'Files and output folders',
  L: 'Sources that use the language (`crossweave lint-source`)',
  M: 'Golden models',
  P: 'Programs of programmable machines',
  R: 'Runs and traces',
  T: 'Tools',
  W: 'Workloads',
};

/** docs/errors.md, from the registry of codes. */
export function errorIndex(remade: string): string {
  const sections = Object.entries(areas).map(([letter, title]) => {
    const entries = [...codeRegistry.values()].filter(({ code }) => code.startsWith(`CW-${letter}`));
    const texts = entries.map(
      ({ code, title: rule, explanation, example, exitStatus }) =>
        `### ${code}: ${rule}\n\n${explanation}\n\n\`\`\`text\n${example}\n\`\`\`\n\nExit status ${exitStatus}.`,
    );
    return `## ${title}\n\n${texts.join('\n\n')}`;
  });
  return `# Errors\n\nEvery code that Crossweave reports; \`crossweave explain <code>\` shows the same. Made from \`base/codes/\`; ${remade}\n\n${sections.join('\n\n')}\n`;
}
