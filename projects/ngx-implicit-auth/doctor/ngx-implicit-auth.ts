#!/usr/bin/env node
import { ArgumentsError, parseArguments, USAGE } from './arguments.ts';
import { asker } from './ask.ts';
import { examine } from './examine.ts';
import { jsonReport, textReport } from './report.ts';
import { subjectOf } from './subject-of.ts';

/** The server is asked twice: where everything is, and then everything at once. Some time is left for the rest. */
const SHARE_OF_A_QUESTION = 0.45;

try {
  const args = parseArguments(process.argv.slice(2));
  if (args === 'help') {
    print(USAGE);
  } else {
    const subject = subjectOf(args, process.cwd());
    const examination = await examine(subject, asker(args.timeoutSeconds * 1000 * SHARE_OF_A_QUESTION));
    print(args.json ? jsonReport(examination) : textReport(examination));
    process.exitCode = examination.status;
  }
} catch (error) {
  console.error(error instanceof ArgumentsError ? `${error.message}\n\n${USAGE}` : error);
  process.exitCode = 2;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
