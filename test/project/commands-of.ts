/** A command of a page, and the exit status that the page says it has. */
export interface DocCommand {
  readonly text: string;
  readonly status: number;
  /** Line of the page, from 1. */
  readonly line: number;
}

/** The commands of a Markdown page: in blocks marked `console` the lines that begin with `$`, in blocks marked `sh`
 *  every line; a backslash at the end goes on with the next line. A command may end in `# exit N`. */
export function commandsOf(markdown: string): DocCommand[] {
  const commands: DocCommand[] = [];
  let block: string | undefined;
  let begun: { text: string; line: number } | undefined;
  markdown.split('\n').forEach((line, index) => {
    const fence = /^\s*```\s*(\S*)/.exec(line);
    if (fence) {
      block = block === undefined ? (fence[1] ?? '') : undefined;
      begun = undefined;
      return;
    }
    const text = begun ? line.trim() : commandText(block, line.trim());
    if (text === undefined) return;
    const start = begun ?? { text: '', line: index + 1 };
    if (text.endsWith('\\')) {
      begun = { text: `${start.text}${text.slice(0, -1).trimEnd()} `, line: start.line };
      return;
    }
    begun = undefined;
    const whole = `${start.text}${text}`;
    const status = Number(/#\s*exit (\d+)\s*$/.exec(whole)?.[1] ?? 0);
    commands.push({ text: whole.replace(/\s*#\s*exit \d+\s*$/, ''), status, line: start.line });
  });
  return commands;
}

function commandText(block: string | undefined, line: string): string | undefined {
  if (block === 'console') return line.startsWith('$ ') ? line.slice(2) : undefined;
  if (block === 'sh' || block === 'bash') return line === '' || line.startsWith('#') ? undefined : line;
  return undefined;
}
