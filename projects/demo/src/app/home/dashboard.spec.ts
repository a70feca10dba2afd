import { ADAS } from '../testing/entries';
import { openPage } from '../testing/open-page';
import { today } from '../timesheets/week';

describe('the start', () => {
  it('tells the hours of the week, and what waits', async () => {
    const { page } = await openPage('/', 'ada', [
      { ...ADAS, date: today() },
      { ...ADAS, id: 8, employee: 'bob' },
    ]);
    expect(page.querySelector('.total')?.textContent).toBe('8h');
    expect(page.textContent).toContain('One entry waits for you.');
  });

  it('tells no number while there is none, and says that the API is down', async () => {
    const { alerts, answer, page, settle } = await openPage('/', 'ada', null);
    expect(alerts()).toEqual([expect.stringContaining('does not answer')]);
    expect(page.textContent).not.toMatch(/\b0\b|Nothing waits/);

    page.querySelector<HTMLButtonElement>('demo-load-failure button')?.click();
    await settle();
    expect(page.textContent).toContain('Trying again…');
    expect(page.textContent).not.toMatch(/\b0\b|Nothing waits/);
    await answer('GET', '', { body: [{ ...ADAS, date: today() }] });
    expect(page.querySelector('.total')?.textContent).toBe('8h');
    expect(page.textContent).toContain('Nothing waits for you.');
  });
});
