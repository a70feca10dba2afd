// jsdom with the web APIs that it lacks, or has in a form that jose cannot use, taken from Node.
import { TestEnvironment } from 'jest-environment-jsdom';

const fromNode = {
  ArrayBuffer,
  BroadcastChannel,
  CryptoKey,
  Headers,
  ReadableStream,
  Request,
  Response,
  TextDecoder,
  TextEncoder,
  // WebCrypto refuses the typed arrays of another realm, and jsdom's window is one.
  Uint8Array,
  crypto,
  fetch,
  setImmediate,
  structuredClone,
};

export default class BrowserEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    for (const [name, value] of Object.entries(fromNode)) {
      Object.defineProperty(this.global, name, { value, configurable: true, writable: true });
    }
  }
}
