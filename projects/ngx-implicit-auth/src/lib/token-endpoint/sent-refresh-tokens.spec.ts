import { TabStorage } from '../testing/tab-storage';
import { sentRefreshTokens } from './sent-refresh-tokens';

const NAME = 'sent-refresh-tokens of an app';
const opened = (storage: TabStorage) => sentRefreshTokens(NAME, () => storage, Date.now);

describe('the note of sent refresh tokens, where the browser denies IndexedDB', () => {
  it('R72 lets a refresh token be sent once by this tab, after a reload as well', async () => {
    const storage = new TabStorage();
    const sent = opened(storage);

    await expect(sent.add('first')).resolves.toBe(true);
    await expect(sent.add('first')).resolves.toBe(false);
    await expect(opened(storage).add('first')).resolves.toBe(false);
    await expect(sent.add('second')).resolves.toBe(true);
  });

  it('lets one be sent again that the server goes on to take', async () => {
    const sent = opened(new TabStorage());
    await sent.add('first');
    await sent.remove('first');

    await expect(sent.add('first')).resolves.toBe(true);
  });

  it('remembers the last hundred, and takes anything else in the storage for nothing', async () => {
    const storage = new TabStorage();
    storage.setItem(NAME, '[5, null, {}]');
    const sent = opened(storage);
    for (let token = 0; token < 101; token++) await sent.add(`token ${token}`);

    await expect(sent.add('token 1')).resolves.toBe(false);
    await expect(sent.add('token 0')).resolves.toBe(true);
  });

  it('R75 holds no refresh token', async () => {
    const storage = new TabStorage();
    await opened(storage).add('the-secret-one');

    expect(storage.dump()).toContain(NAME);
    expect(storage.dump()).not.toContain('the-secret-one');
  });
});
