import type { DesignFile } from '../../base/design-file.js';
import { benchModule } from './build-icarus.js';

/** An error that the design has reported. */
export interface StopReport {
  /** The assertion, or `$error` or `$fatal` of hand-written RTL. */
  readonly name: string;
  /** Instance path from the top module down. */
  readonly unit: string;
  readonly message: string;
  /** Ticks. */
  readonly time: number;
}

const report = /^(ERROR|FATAL): (\S+):(\d+): ?(.*)\n\s+Time: (\d+) +Scope: (\S+)/gm;

/** Reads failed assertions, `$error` and `$fatal` from what Icarus has printed, in order.
 *  @param sources to tell an assertion's name from another word before a colon */
export function readReports(printed: string, sources: readonly DesignFile[]): StopReport[] {
  return [...printed.matchAll(report)].map(
    ([, kind, file = '', line = '', text = '', time = '', scope = '']): StopReport => {
      const unit = scope.replace(new RegExp(`^${benchModule}\\.`), '');
      const [, label = '', rest = ''] = /^([A-Z]\w*): (.*)$/.exec(text) ?? [];
      const isLabel = label !== '' && sources.some((s) => new RegExp(`\\b${label}: assert\\b`).test(s.text));
      if (isLabel) return { name: label, unit, message: rest, time: Number(time) };
      const message = text === '' ? `at ${file}:${line}` : text;
      return { name: kind === 'FATAL' ? '$fatal' : '$error', unit, message, time: Number(time) };
    },
  );
}
