import { HttpTestingController } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { ADAS } from '../testing/entries';
import { openPage, refusal } from '../testing/open-page';

const CHANGED = refusal(412, 'Ada changed this entry meanwhile. Look at it again.');
const CHANGED_ENTRY = { ...ADAS, version: 'second', hours: 12 };

describe('what waits for approval', () => {
  it('is approved as the approver has seen it, and no other way', async () => {
    const { alerts, answer, button, rows } = await openPage('/approve', 'bob', [ADAS]);
    button('Approve').click();
    expect(await answer('POST', '/7/approve', CHANGED)).toMatchObject({ ifMatch: '"first"' });
    await answer('GET', '/7', { body: CHANGED_ENTRY });
    expect(alerts()).toEqual(['Ada changed this entry meanwhile. Look at it again.']);
    expect(rows()).toEqual([expect.stringContaining('12h')]);

    button('Approve').click();
    const approved = { ...CHANGED_ENTRY, version: 'third', status: 'approved', approvedBy: 'Bob' };
    expect(await answer('POST', '/7/approve', { body: approved })).toMatchObject({ ifMatch: '"second"' });
    expect([alerts(), rows()]).toEqual([[], []]);
  });

  it('tells at the entry that was changed, not at another', async () => {
    const other = { ...ADAS, id: 8, project: 'Planning' };
    const { answer, button, page } = await openPage('/approve', 'bob', [other, ADAS]);
    button('Approve', 'Billing').click();
    await answer('POST', '/7/approve', CHANGED);
    await answer('GET', '/7', { body: CHANGED_ENTRY });
    const items = [...page.querySelectorAll('li')].map(({ textContent }) => textContent);
    expect(items).toEqual([expect.not.stringContaining('meanwhile'), expect.stringContaining('meanwhile')]);
  });

  it('keeps the reason for a rejection when the entry was changed, and shows the new one beside it', async () => {
    const { alerts, answer, button, page, settle, type, valueOf } = await openPage('/approve', 'bob', [ADAS]);
    button('Reject').click();
    await settle();
    await type('Reason', 'A whole day?');
    button('Reject', 'Reason').click();
    expect(await answer('POST', '/7/reject', CHANGED)).toMatchObject({ ifMatch: '"first"' });
    await answer('GET', '/7', { body: CHANGED_ENTRY });
    expect(alerts()).toEqual(['Ada changed this entry meanwhile. Look at it again.']);
    expect(page.querySelector('dialog')?.textContent).toContain('12 h on Billing');
    expect(valueOf('Reason')).toBe('A whole day?');
    button('Reject', 'Reason').click();
    const { ifMatch, body } = await answer('POST', '/7/reject', { body: { ...CHANGED_ENTRY, status: 'rejected' } });
    expect([ifMatch, body]).toEqual(['"second"', { reason: 'A whole day?' }]);
  });

  it.each([
    [404, 'There is no such entry.', 'This entry was deleted meanwhile.'],
    [409, 'Carol approved this entry already.', 'Carol approved this entry already.'],
  ])(
    'leaves the list when it does not wait any more (%s), and says what became of it',
    async (status, detail, told) => {
      const { alerts, answer, button, rows } = await openPage('/approve', 'bob', [ADAS]);
      button('Approve').click();
      await answer('POST', '/7/approve', refusal(status, detail));
      await answer('GET', '/7', refusal(404, 'You have no such entry.'));
      expect(rows()).toEqual([]);
      expect(alerts()).toEqual([`8 h on Billing, Monday, 2 March: ${told}`]);
    },
  );

  it('leaves nothing to reject when the entry was deleted meanwhile', async () => {
    const { alerts, answer, button, page, settle, type, valueOf } = await openPage('/approve', 'bob', [ADAS]);
    button('Reject').click();
    await settle();
    await type('Reason', 'A whole day?');
    button('Reject', 'Reason').click();
    await answer('POST', '/7/reject', refusal(404, 'There is no such entry.'));
    await answer('GET', '/7', refusal(404, 'You have no such entry.'));
    expect([alerts(), valueOf('Reason')]).toEqual([['This entry was deleted meanwhile.'], 'A whole day?']);
    const buttons = [...page.querySelectorAll<HTMLButtonElement>('dialog button')];
    expect(buttons.map(({ textContent }) => textContent)).toEqual(['Close']);
    buttons[0]?.click();
    await settle();
    expect([page.querySelector('dialog'), alerts()]).toEqual([null, []]);
  });

  it('is approved one by one, also by a double click', async () => {
    const { answer, button, rows, settle } = await openPage('/approve', 'bob', [ADAS, { ...ADAS, id: 6 }]);
    const click = (detail: number) => button('Approve').dispatchEvent(new MouseEvent('click', { detail }));
    click(1);
    await answer('POST', '/7/approve', { body: { ...ADAS, status: 'approved' } });
    click(2);
    await settle();
    TestBed.inject(HttpTestingController).verify();
    expect(rows()).toHaveLength(1);
  });

  it('is told on whatever page the person has gone to meanwhile', async () => {
    const other = { ...ADAS, id: 6, project: 'Planning' };
    const { answer, button, leave, settle, toast } = await openPage('/approve', 'bob', [ADAS, other]);
    button('Approve', 'Billing').click();
    button('Approve', 'Planning').click();
    await settle();
    await leave();
    await answer('POST', '/7/approve', { body: { ...ADAS, status: 'approved' } });
    expect(toast()).toBe('Approved, for Ada: 8 h on Billing, Monday, 2 March.');
    await answer('POST', '/6/approve', CHANGED);
    expect(toast()).toMatch(/^Not approved, for Ada: 8 h on Planning, .* Ada changed this entry meanwhile/);
  });
});
