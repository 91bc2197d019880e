import type { CommanderError } from 'commander';
import type { Diagnostic } from '../base/diagnostic.js';
import { nearestWord } from '../config/nearest-word.js';

/** Commander's message as a finding. */
export function usageError(
  error: CommanderError,
  argv: readonly string[],
  commands: readonly string[],
): Diagnostic {
  const words = argv.filter((word) => !word.startsWith('-') && word !== 'help');
  const given = words[0];
  if (error.code === 'commander.help' || error.code === 'commander.unknownCommand') {
    const nearest = given === undefined ? undefined : nearestWord(given, commands);
    return {
      code: 'CW-C020',
      severity: 'error',
      message: given === undefined ? 'a command is missing' : `unknown command '${given}'`,
      expected: `one of ${commands.join(', ')}`,
      ...(given === undefined ? {} : { actual: `'${given}'` }),
      hint: nearest === undefined ? 'see `crossweave help`' : `did you mean ${nearest}?`,
    };
  }
  const [message = '', ...rest] = error.message.replace(/^error: /, '').split('\n');
  const suggestion = /^\(Did you mean (.*)\)$/.exec(rest.join(' '))?.[1];
  const command = given !== undefined && commands.includes(given) ? ` ${given}` : '';
  return {
    code: 'CW-C020',
    severity: 'error',
    message: message.replace(/\.$/, ''),
    hint: suggestion === undefined ? `see \`crossweave help${command}\`` : `did you mean ${suggestion}`,
  };
}
