import BrowserEnvironment from '../jest/browser-environment.mjs';

/**
 * Skips the tests of a spec file that come after one that has failed, and closes the channels that those left open: one
 * process runs all specs, and what a changed page hears from the next one may have it talk for ever.
 */
export default class FirstFailureEnvironment extends BrowserEnvironment {
  #hasFailed = false;
  #channels = [];

  constructor(config, context) {
    super(config, context);
    const channels = this.#channels;
    this.global.BroadcastChannel = class extends BroadcastChannel {
      constructor(name) {
        super(name);
        channels.push(this);
      }
    };
  }

  handleTestEvent({ name, test }) {
    if (name === 'test_done') this.#hasFailed ||= test.errors.length > 0;
    if (name === 'test_start' && this.#hasFailed) test.mode = 'skip';
  }

  async teardown() {
    for (const channel of this.#channels) channel.close();
    await super.teardown();
  }
}
