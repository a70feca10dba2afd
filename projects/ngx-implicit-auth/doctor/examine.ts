import { askServer, type Answers } from './answers.ts';
import type { Ask } from './ask.ts';
import { pushedRequests, revocation, tokenEndpoint, userInfo } from './checks/asked-by-script.ts';
import { answer } from './checks/answer.ts';
import { client } from './checks/client.ts';
import { clock } from './checks/clock.ts';
import { configuration } from './checks/configuration.ts';
import { discovery, discoveryCors, endpoints, issuer, reachability } from './checks/discovery.ts';
import { endSession } from './checks/end-session.ts';
import { keys, signatures } from './checks/keys.ts';
import { code, pkce, responseMode, responseType } from './checks/offers.ts';
import { cookiesInFrames, withoutPage } from './checks/without-a-page.ts';
import { CHECKS, unknown, type Finding } from './finding.ts';
import { productOf, type Product } from './products.ts';
import { wantsIdToken, type Subject } from './subject.ts';

/** What was found. */
export interface Examination {
  readonly subject: Subject;
  readonly product: Product | null;
  /** In the order of `CHECKS`. */
  readonly findings: readonly Finding[];
  /** 0: nothing to mend; 1: something is; 2: the server could not be asked. */
  readonly status: 0 | 1 | 2;
}

/** Asks the server what the app would find, and judges it. */
export async function examine(subject: Subject, ask: Ask): Promise<Examination> {
  const answers = await askServer(subject, ask);
  const product = productOf(answers.endpoints);
  const findings = findingsOf(subject, answers, product).sort(
    (one, other) => CHECKS.indexOf(one.check) - CHECKS.indexOf(other.check),
  );
  const isWrong = findings.some(({ verdict }) => verdict === 'wrong');
  return { subject, product, findings, status: answers.first.kind === 'no-reply' ? 2 : isWrong ? 1 : 0 };
}

function findingsOf(subject: Subject, answers: Answers, product: Product | null): Finding[] {
  const { first } = answers;
  const found = [...configuration(subject), reachability(first)];
  if (first.kind === 'no-reply') return found;
  found.push(clock(first));
  if (!subject.endpoints) {
    const { metadata } = answers;
    const document = discovery(first);
    found.push(document);
    if (document.verdict !== 'right') return found;
    found.push(
      discoveryCors(first, subject, product),
      issuer(metadata, subject),
      endpoints(metadata, subject),
      responseType(metadata, subject, product),
      responseMode(metadata, subject),
      ...code(metadata, subject, product),
      ...pkce(metadata, subject),
      ...(wantsIdToken(subject) ? [signatures(metadata, answers.keys, product)] : []),
    );
  }
  return [...found, ...ofEndpoints(subject, answers, product)];
}

function ofEndpoints(subject: Subject, answers: Answers, product: Product | null): Finding[] {
  const { authorization, metadata, endpoints: at } = answers;
  const server = {
    names: [subject.issuer, metadata['issuer']],
    isInAnswers: metadata['authorization_response_iss_parameter_supported'] === true,
  };
  const ofClient = authorization ? client(authorization, subject, product) : [];
  const isKnown = subject.clientId !== null && !ofClient.some(({ check }) => check === 'client id');
  return [
    ...keys(answers.keys, subject, product),
    ...(authorization
      ? [
          ...ofClient,
          ...(ofClient[0]?.verdict === 'wrong'
            ? []
            : [...answer(authorization, subject, server, product), ...withoutPage(authorization, subject, product)]),
        ]
      : subject.clientId === null
        ? [unknown('redirect URI', 'Not asked: no client id was given.', { cure: 'Add --client-id.' })]
        : []),
    ...(at.authorization === undefined ? [] : [cookiesInFrames(at.authorization, subject)]),
    ...tokenEndpoint(answers.token, subject, isKnown, product),
    ...pushedRequests(answers.pushed, subject, product),
    userInfo(answers.userInfo, subject, product),
    revocation(answers.revocation, subject, isKnown, product),
    endSession(answers.endSession, subject, product),
  ];
}
