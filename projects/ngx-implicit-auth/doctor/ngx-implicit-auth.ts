#!/usr/bin/env node
import net from 'node:net';
import { ArgumentsError, parseArguments, USAGE } from './arguments.ts';
import { asker } from './ask.ts';
import { examine } from './examine.ts';
import { jsonRefusal, jsonReport, textReport } from './report.ts';
import { printable } from './shown.ts';
import { subjectOf } from './subject-of.ts';

/** The server is asked twice: where everything is, and then everything at once. Some time is left for the rest. */
const SHARE_OF_A_QUESTION = 0.45;

const given = process.argv.slice(2);

// As browsers do, and Node from version 20 on: a host's addresses of both kinds are tried. Node 18.0 lacks it.
(net as Partial<typeof net>).setDefaultAutoSelectFamily?.(true);

try {
  const args = parseArguments(given);
  if (args === 'help') {
    end(USAGE, 0);
  } else {
    const subject = subjectOf(args, process.cwd());
    const examination = await examine(subject, asker(args.timeoutSeconds * 1000 * SHARE_OF_A_QUESTION));
    end(args.json ? jsonReport(examination) : textReport(examination), examination.status);
  }
} catch (error) {
  const isArguments = error instanceof ArgumentsError;
  const message = error instanceof Error ? error.message : 'no reason given';
  const says = printable(isArguments ? message : `The doctor itself has failed: ${message}`);
  if (given.includes('--json')) end(jsonRefusal(says), 2);
  else end(isArguments ? `${says}\n\n${USAGE}` : says, 2, process.stderr);
}

/** Tells the outcome, and ends: a connection that somebody keeps open, or a name that is looked up, is not waited for. */
function end(text: string, status: number, output: NodeJS.WritableStream = process.stdout): void {
  output.on('error', () => process.exit(status));
  output.write(`${text}\n`, () => process.exit(status));
}
