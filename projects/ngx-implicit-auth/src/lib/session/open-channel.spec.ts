import { otherTab, without } from '../testing/other-tab';
import { openChannel } from './open-channel';

const NAME = 'a channel of the app';
const BROWSER = { channel: (name: string) => new BroadcastChannel(name) };

describe('a channel to the app’s other pages', () => {
  it('A15 says what is posted to the others, and hands on what they say', async () => {
    const heard: unknown[] = [];
    const channel = openChannel(BROWSER, NAME, (message) => heard.push(message));
    const other = otherTab(NAME);
    channel?.post({ sid: 'session-7' });
    await other.say('hello');

    expect(await other.heard()).toEqual([{ sid: 'session-7' }]);
    expect(heard[0]).toBe('hello');
    channel?.close();
    other.close();
  });

  it('says and hears nothing once it is closed, and does not fail', async () => {
    const heard: unknown[] = [];
    const channel = openChannel(BROWSER, NAME, (message) => heard.push(message));
    const other = otherTab(NAME);
    channel?.close();
    channel?.post('too late');
    await other.say('hello');

    expect([heard, await other.heard()]).toEqual([[], []]);
    other.close();
  });

  it('A28 does not fail for a message that cannot be sent', () => {
    const channel = openChannel(BROWSER, NAME, () => {});

    expect(() => channel?.post({ notData: () => {} })).not.toThrow();
    channel?.close();
  });

  it('A28 is none where the browser has no channels', async () => {
    await without('BroadcastChannel', () => {
      expect(openChannel(BROWSER, NAME, () => {})).toBeNull();
    });
  });
});
