import type { NoReply, Silence } from '../ask.ts';
import { wrong, type CheckName, type Finding } from '../finding.ts';
import { shownUrl } from '../shown.ts';

const SILENCES: Readonly<Record<Silence, { readonly says: string; readonly cure: string }>> = {
  name: {
    says: 'no such host: its name is not in the DNS',
    cure: 'Correct the host, or connect to the network that knows it (by a proxy: NODE_USE_ENV_PROXY=1, from Node 24 on).',
  },
  certificate: {
    says: 'its TLS certificate or handshake is not accepted',
    cure: 'Have the server present a valid certificate with its whole chain; a company’s own: NODE_EXTRA_CA_CERTS=ca.pem.',
  },
  refused: {
    says: 'the connection is refused: nothing listens there',
    cure: 'Start the server, or correct the port.',
  },
  time: { says: 'no answer in time', cure: 'Check that the server is up, and that no firewall drops the request.' },
  headers: {
    says: 'it answers with more headers than Node takes',
    cure: 'Have it send less than 16 KiB of them, or ask with NODE_OPTIONS=--max-http-header-size=65536.',
  },
  protocol: { says: 'it answers, and not as HTTP has it', cure: 'Check the server, and what stands before it.' },
  connection: { says: 'the connection ends without an answer', cure: 'Check the server, and what stands before it.' },
};

/** What is found where a URL does not answer. */
export function noAnswer(check: CheckName, { url, silence, detail }: NoReply): Finding {
  const { says, cure } = SILENCES[silence];
  return wrong(check, `${shownUrl(url)}: ${says} (${detail}).`, { code: 'server_unreachable', cure });
}
