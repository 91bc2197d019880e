/** Longest printed line, in characters. */
export const lineWidth = 110;

/** Comment lines `// ...` of a text, wrapped; line breaks of the text are kept. */
export function commentLines(text: string, indent = ''): string[] {
  const room = lineWidth - indent.length - 3;
  return text
    .split('\n')
    .flatMap((line) => wrapWords(line.trim(), room))
    .map((line) => `${indent}//${line === '' ? '' : ` ${line}`}`);
}

function wrapWords(line: string, room: number): string[] {
  const lines = [''];
  for (const word of line.split(/\s+/)) {
    const last = lines[lines.length - 1] ?? '';
    if (last !== '' && last.length + 1 + word.length > room) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}

/** A declaration line with its comment behind it, or above it where the line would be too long. */
export function withComment(line: string, comment: string | undefined, column = 0): string[] {
  if (comment === undefined || comment === '') return [line];
  const flat = comment.replace(/\s+/g, ' ').trim();
  // What is behind the line already, its place, comes last.
  const [code = '', place] = line.split('  // ');
  const text = place === undefined ? flat : `${flat} (${place})`;
  const beside = `${code.padEnd(column)}  // ${text}`;
  if (beside.length <= lineWidth) return [beside];
  const indent = /^ */.exec(line)?.[0] ?? '';
  return [...commentLines(text, indent), code];
}
