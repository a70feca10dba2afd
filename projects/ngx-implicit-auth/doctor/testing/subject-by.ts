import { appConfigOf } from '../app-config.ts';
import { parseArguments } from '../arguments.ts';
import { subjectFrom } from '../subject-of.ts';
import type { Subject } from '../subject.ts';
import { APP, CLIENT_ID } from './server.ts';

/** What these flags ask about, beyond the usual or in its place, and this source of a configuration. */
export function subjectBy(flags: Readonly<Record<string, string>>, source = ''): Subject {
  const given = { issuer: 'https://id.example.com', origin: APP, 'client-id': CLIENT_ID, ...flags };
  const args = parseArguments(['doctor', ...Object.entries(given).flatMap(([flag, value]) => [`--${flag}`, value])]);
  if (args === 'help') throw new Error('The usage was asked for.');
  return subjectFrom(args, appConfigOf('auth.config.ts', source));
}
